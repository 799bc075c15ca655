package io.arxos.gateway.decode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.util.Locale;

/// One reading as a line of JSON: `point`, `value`, `unit`, `class`, `status`, `source_time`,
/// `origin`, and `reason` when it is bad.
final class ReadingLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReadingLine() {}

  /// Where a reading comes from.
  ///
  /// @param line of the input, from 1
  /// @param place in the protocol's own word, such as `topic`
  /// @param path in the payload, such as a JSON pointer; empty for the whole of it
  record Source(long line, String word, String place, String path) {}

  static String of(String point, Meaning meaning, Reading reading, Source source) {
    ObjectNode line = JSON.createObjectNode();
    line.put("point", point);
    switch (reading) {
      case Reading.Good(Value value, var _) -> put(line, value);
      case Reading.Bad _ -> line.putNull("value");
    }
    line.put("unit", meaning.unit());
    line.put("class", meaning.brickClass());
    switch (reading) {
      case Reading.Good(var _, var origin) ->
          line.put("status", origin.retained() ? "stale" : "ok");
      case Reading.Bad(var kind, var reason, var _) -> {
        line.put("status", kind.name().toLowerCase(Locale.ROOT));
        line.put("reason", reason);
      }
    }
    var time = reading.origin().time();
    line.put("source_time", time == null ? null : time.toString());
    ObjectNode origin = line.putObject("origin");
    origin.put("line", source.line());
    origin.put(source.word(), source.place());
    origin.put("path", source.path());
    return line.toString();
  }

  private static void put(ObjectNode line, Value value) {
    switch (value) {
      case Value.Num(double number) -> line.put("value", number);
      case Value.Int(long number) -> line.put("value", number);
      case Value.Bool(boolean flag) -> line.put("value", flag);
      case Value.Text(String text) -> line.put("value", text);
    }
  }
}
