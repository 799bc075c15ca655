package io.arxos.driver.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Templates and what Jinja 3.1.6 made of them, with the filters that Home Assistant adds or
/// changes (`jinja.ndjson`; an entry without text is one that fails there).
class JinjaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<JsonNode> cases() throws IOException {
    var cases = new ArrayList<JsonNode>();
    try (InputStream in =
        Objects.requireNonNull(JinjaTest.class.getResourceAsStream("jinja.ndjson"))) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        cases.add(JSON.readTree(line));
      }
    }
    return cases;
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
    assertTrue(texts > 400, "only " + texts + " gave a text");
  }
}
