package io.arxos.cloud.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.fleet.PointValue;
import java.io.PrintStream;
import java.sql.SQLException;

/// Stored samples of a point as NDJSON: identity, time, value and status of each, in order of time.
public final class Export {
  private static final int DONE = 0;
  private static final int NOT_FOUND = 4;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Export() {}

  /// @param fromUs UTC microseconds, inclusive
  /// @param toUs exclusive
  /// @return exit code: 0, or 4 when there is no such point
  public static int run(HistoryReader reader, String point, Span span, PrintStream out)
      throws SQLException {
    var history = reader.read(point, span.fromUs(), span.toUs());
    if (history.isEmpty()) {
      return NOT_FOUND;
    }
    var samples = history.get().samples();
    for (int i = 0; i < samples.size(); i++) {
      out.println(line(samples, i));
    }
    return DONE;
  }

  /// @param fromUs UTC microseconds, inclusive
  /// @param toUs exclusive
  public record Span(long fromUs, long toUs) {}

  private static ObjectNode line(PointSeries samples, int index) {
    var lane = samples.lane(index);
    var line =
        JSON.createObjectNode()
            .put("gateway", lane.gateway())
            .put("incarnation", lane.incarnation().toString())
            .put("lane", lane.laneName())
            .put("seq", samples.sequence(index))
            .put("point", samples.point())
            .put("time_us", samples.timeUs(index));
    switch (samples.value(index)) {
      case PointValue.Num(double number)
          when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          line.put("value", (long) number);
      case PointValue.Num(double number) -> line.put("value", number);
      case PointValue.Int(long integer) -> line.put("value", integer);
      case PointValue.Bool(boolean bool) -> line.put("value", bool);
      case PointValue.Text(String text) -> line.put("value", text);
      case null -> line.putNull("value");
    }
    return line.put("status", samples.status(index));
  }
}
