package io.arxos.driver.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Templates and what Jinja 3.1.6 made of them, with the filters that Home Assistant adds or
/// changes (`jinja.ndjson`; an entry without text is one that fails there). Messages of many
/// entries stand first.
class JinjaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<JsonNode> cases() throws IOException {
    var cases = new ArrayList<JsonNode>();
    Map<String, String> messages = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(JinjaTest.class.getResourceAsStream("jinja.ndjson"))) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        take((ObjectNode) JSON.readTree(line), messages, cases);
      }
    }
    return cases;
  }

  private static void take(ObjectNode line, Map<String, String> messages, List<JsonNode> cases) {
    if (!line.has("template")) {
      messages.put(line.path("message").asText(), line.path("payload").asText());
      return;
    }
    if (line.has("message")) {
      line.put("payload", messages.get(line.path("message").asText()));
    }
    cases.add(line);
  }

  /// The text, or empty when it fails, as a list of none or one.
  private static List<String> rendered(String source, String payload) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("value", payload);
    PlainJson.parse(payload).ifPresent(json -> variables.put("value_json", json));
    try {
      return Template.compile(source).render(variables) instanceof Rendered.Text(String text)
          ? List.of(text)
          : List.of();
    } catch (TemplateException _) {
      return List.of();
    }
  }

  @Test
  void printsWhatJinjaPrintsAndFailsWhereItFails() throws IOException {
    var different = new ArrayList<String>();
    int texts = 0;
    for (JsonNode one : cases()) {
      String source = one.path("template").asText();
      List<String> expected = one.has("text") ? List.of(one.path("text").asText()) : List.of();
      List<String> actual = rendered(source, one.path("payload").asText());
      texts += actual.size();
      if (!actual.equals(expected)) {
        different.add(source + " gives " + actual + " instead of " + expected);
      }
    }
    assertEquals(List.of(), different);
    assertTrue(texts > 700, "only " + texts + " gave a text");
  }
}
