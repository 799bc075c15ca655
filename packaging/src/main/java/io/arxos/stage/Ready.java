package io.arxos.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// What a process writes when it serves: its id and the ports it listens on.
public record Ready(JsonNode json) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Ready parse(String text) throws JsonProcessingException {
    return new Ready(MAPPER.readTree(text));
  }

  /// A port by its name.
  public int port(String name) {
    JsonNode port = json.path(name);
    if (!port.isInt()) {
      throw new IllegalStateException("a ready file without " + name + ": " + json);
    }
    return port.intValue();
  }
}
