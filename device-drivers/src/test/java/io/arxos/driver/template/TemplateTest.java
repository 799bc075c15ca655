package io.arxos.driver.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  static Rendered render(String source, String payload) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("value", payload);
    PlainJson.parse(payload).ifPresent(json -> variables.put("value_json", json));
    try {
      return Template.compile(source).render(variables);
    } catch (TemplateException e) {
      throw new AssertionError(source, e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '`',
      value = {
        "{{ value_json.temperature }} # {\"temperature\":21.50} # 21.5",
        "{{ value_json['a-b'].c[1] }} # {\"a-b\":{\"c\":[1,2]}} # 2",
        "{{ value }} # ON # ON",
        "{{ value_json.on }} # {\"on\":true} # True",
        "{{ value_json.x }} # {\"x\":null} # None",
        "{{ value_json.x }} # {} # ``",
        "{{ 'ON' if value_json.x > 3 else 'OFF' }} # {\"x\":4} # ON",
        "{{ (value_json.x / 10) | round(1) }} # {\"x\":215} # 21.5",
        "{% if value == '1' -%} on {%- else -%} off {%- endif %} # 1 # on",
      })
  void printsWhatHomeAssistantPrints(String source, String payload, String expected) {
    assertEquals(new Rendered.Text(expected), render(source, payload));
  }

  @Test
  void anUnknownFilterIsAReason() {
    assertEquals(
        new Rendered.Failed("filter foo is not known", false), render("{{ value | foo }}", "1"));
  }

  @Test
  void askingSomethingOfAMissingValueIsMissing() {
    var failed = assertInstanceOf(Rendered.Failed.class, render("{{ value_json.a.b }}", "{}"));
    assertEquals(new Rendered.Failed("value_json has no a", true), failed);
  }
}
