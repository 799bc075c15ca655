package io.arxos.gateway.control;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Something that happened in control and that a person must be able to look up later. Journaled as
/// one line of JSON, [Value#TEXT_BYTES_MAX] bytes at most; empty fields are left out.
///
/// @param event what kind: `command`, `returned`, `mismatch`, `output-failed`, `output-restored`,
///   `holds-lost`, `holds-not-saved`
/// @param id of the command; "" when there is none
/// @param state of the command; "" when there is none
/// @param level that it is about; null when it is about none
record Event(String event, String id, String state, @Nullable Level level, String detail) {
  /// A level of a priority array.
  ///
  /// @param value null when it is given back
  /// @param untilMicros UTC; 0 when it is not known yet
  record Level(int level, @Nullable Value value, String owner, String reason, long untilMicros) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHORT_CHARACTERS = 24;

  static Event of(String event, String detail) {
    return new Event(event, "", "", null, detail);
  }

  static Event about(String event, Hold hold, String detail) {
    Level level =
        new Level(hold.level(), hold.value(), hold.owner(), hold.reason(), hold.untilMicros());
    return new Event(event, hold.commandId(), "", level, detail);
  }

  Text text() {
    for (int characters = 320; characters > SHORT_CHARACTERS; characters -= 16) {
      String json = json(characters).toString();
      if (json.getBytes(StandardCharsets.UTF_8).length <= Value.TEXT_BYTES_MAX) {
        return new Text(json);
      }
    }
    return new Text(JSON.createObjectNode().put("event", event).toString());
  }

  private ObjectNode json(int characters) {
    ObjectNode json = JSON.createObjectNode().put("event", event);
    put(json, "id", Words.shortened(id, CommandCheck.ID_CHARACTERS_MAX));
    put(json, "state", state);
    if (level != null) {
      if (level.value() != null) {
        put(json, level.value(), characters);
      }
      json.put("level", level.level());
      put(json, "owner", Words.shortened(level.owner(), characters));
      put(json, "reason", Words.shortened(level.reason(), characters));
      put(json, "until", level.untilMicros() == 0 ? "" : rfc3339(level.untilMicros()));
    }
    put(json, "detail", Words.shortened(detail, characters));
    return json;
  }

  private static void put(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static void put(ObjectNode json, Value value, int characters) {
    switch (value) {
      case Num(double number) -> json.put("value", number);
      case Int(long number) -> json.put("value", number);
      case Bool(boolean state) -> json.put("value", state);
      case Text(String text) -> json.put("value", Words.shortened(text, characters));
    }
  }

  static String rfc3339(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
