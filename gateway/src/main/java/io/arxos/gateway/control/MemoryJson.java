package io.arxos.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The [ControlMemory] as JSON, so that a person can read the file.
final class MemoryJson {
  private static final JsonMapper JSON = new JsonMapper();

  private MemoryJson() {}

  static String write(ControlMemory memory) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode holds = root.putArray("holds");
    memory.holds().forEach(kept -> write(holds.addObject(), kept));
    ArrayNode results = root.putArray("results");
    memory.results().forEach(result -> write(results.addObject(), result));
    return root.toPrettyString();
  }

  /// @throws IOException or IllegalArgumentException when it is not what `write` wrote
  static ControlMemory read(String json) throws IOException {
    JsonNode root = JSON.readTree(json);
    List<ControlMemory.Kept> holds = new ArrayList<>();
    for (JsonNode hold : root.required("holds")) {
      holds.add(kept(hold));
    }
    List<CommandUpdate> results = new ArrayList<>();
    for (JsonNode result : root.required("results")) {
      results.add(result(result));
    }
    return new ControlMemory(holds, results);
  }

  private static void write(ObjectNode json, ControlMemory.Kept kept) {
    Hold hold = kept.hold();
    json.put("point", hold.point().path()).put("level", hold.level());
    switch (hold.value()) {
      case Num(double number) -> json.put("number", number);
      case Int(long number) -> json.put("integer", number);
      case Bool(boolean state) -> json.put("state", state);
      case Text(String text) -> json.put("text", text);
    }
    json.put("owner", hold.owner())
        .put("reason", hold.reason())
        .put("since_us", hold.sinceMicros())
        .put("until_us", hold.untilMicros())
        .put("left_us", kept.leftMicros())
        .put("command", hold.commandId());
  }

  private static ControlMemory.Kept kept(JsonNode json) {
    var hold =
        new Hold(
            new PointId(json.required("point").textValue()),
            json.required("level").intValue(),
            value(json),
            json.required("owner").textValue(),
            json.required("reason").textValue(),
            json.required("since_us").longValue(),
            json.required("until_us").longValue(),
            json.required("command").textValue());
    return new ControlMemory.Kept(hold, json.required("left_us").longValue());
  }

  private static Value value(JsonNode json) {
    if (json.has("number")) {
      return new Num(json.get("number").doubleValue());
    }
    if (json.has("integer")) {
      return new Int(json.get("integer").longValue());
    }
    if (json.has("state")) {
      return new Bool(json.get("state").booleanValue());
    }
    return new Text(json.required("text").textValue());
  }

  private static void write(ObjectNode json, CommandUpdate result) {
    json.put("id", result.id())
        .put("point", result.point())
        .put("state", result.state().name())
        .put("detail", result.detail())
        .put("at_us", result.wallMicros());
  }

  private static CommandUpdate result(JsonNode json) {
    return new CommandUpdate(
        json.required("id").textValue(),
        json.required("point").textValue(),
        CommandUpdate.State.valueOf(json.required("state").textValue()),
        json.required("detail").textValue(),
        json.required("at_us").longValue());
  }
}
