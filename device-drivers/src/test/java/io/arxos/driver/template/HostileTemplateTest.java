package io.arxos.driver.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Templates that want too much, and templates that are nonsense.
class HostileTemplateTest {
  private static final int MUTANTS = 400;

  private static Rendered.Failed failed(String source, String payload) {
    return assertInstanceOf(Rendered.Failed.class, TemplateTest.render(source, payload), source);
  }

  @Test
  void whatNeverEndsIsEnded() {
    String loop = "{% for i in range(10000) %}";
    failed(loop + loop + "{% endfor %}{% endfor %}", "1");
    failed("{{ range(1000000) }}", "1");
    failed("{{ 'a' * 1000000000 }}", "1");
    failed("{{ [1] * 1000000000 }}", "1");
    failed(
        "{% set ns = namespace(x='a') %}{% for i in range(100) %}"
            + "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
        "1");
    failed(
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}"
            + "{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == [1] }}{{ ns.x }}",
        "1");
    failed("{{ value | regex_replace('(.*)(.*)(.*)(.*)(.*)(.*)c', '') }}", "a".repeat(500));
    failed("{{ value | regex_findall('(a|b|ab)*c') }}", "ab".repeat(20_000));
    failed("{{ value | replace('a', value) }}", "a".repeat(20_000));
    failed("{{ '%999999999d' % 5 ~ '{:999999999}'.format(5) }}", "1");
    failed("{{ 'a' | regex_match('(?:){1000000000}') }}", "1");
    failed("{{ 'a' | regex_match('(((){1000}){1000}){1000}') }}", "1");
    failed("{{ value.ljust(60000, value) }}", "ab".repeat(10_000));
    String long1 = "a".repeat(60_000);
    failed("{% for i in range(9999) %}{{ 'b' in value }}{% endfor %}", long1);
    failed("{% for i in range(9999) %}{{ value | from_json(0) }}{% endfor %}", long1);
    failed(
        "{% for i in range(99) %}{{ (value[:9999] ~ 'b') in value }}{% endfor %}",
        "a".repeat(9_999));
    // Lists in lists in lists are compared only as far as the limit allows, and never by accident.
    assertEquals(
        new Rendered.Text("False 1 True"),
        TemplateTest.render(
            "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}"
                + "{% endfor %}{{ ns == namespace(x=ns.x) }} {{ {ns: 1}[ns] }} "
                + "{{ ns.x is sameas ns.x }}",
            "1"));
    // Control: the same within limits.
    assertEquals(new Rendered.Text("bb"), TemplateTest.render("{{ 'b' * 2 }}", "1"));
  }

  /// Found by mutation.
  @Test
  void oddTemplatesAreAnswered() {
    assertEquals(
        new Rendered.Failed("ord needs one character", false),
        TemplateTest.render("{{ '' | ord }}", "1"));
    String reason = "";
    try {
      Template.compile("{% raw %}{{ x }}{%}aw %}");
    } catch (TemplateException e) {
      reason = e.reason();
    }
    assertEquals("raw is not closed", reason);
  }

  @Test
  void whatNestsTooDeepIsRefused() {
    for (String source :
        List.of(
            "{{ " + "(".repeat(3_000) + "1" + ")".repeat(3_000) + " }}",
            "{{ " + "-".repeat(3_000) + "1 }}",
            "{{ " + "not ".repeat(3_000) + "1 }}",
            "{{ " + "[".repeat(3_000) + " }}",
            "{% if 1 %}".repeat(1_000),
            "{{ 1" + " if 1 else 1".repeat(1_000) + " }}")) {
      String reason = "";
      try {
        Template.compile(source);
      } catch (TemplateException e) {
        reason = e.reason();
      }
      assertTrue(!reason.isEmpty(), source.substring(0, 20));
    }
    failed("{{ 1" + " + 1".repeat(2_000) + " }}", "1");
    failed("{{ value_json" + ".a".repeat(2_000) + " }}", "{}");
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  /// Whatever becomes of a template, compiling and rendering end with an answer.
  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void mutantsNeverThrow(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    List<JsonNode> cases = JinjaTest.cases();
    int compiled = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String source = cases.get(random.nextInt(cases.size())).path("template").asText();
      String other = cases.get(random.nextInt(cases.size())).path("template").asText();
      String payload = cases.get(random.nextInt(cases.size())).path("payload").asText();
      compiled += survives(mutant(source, other, random), payload) ? 1 : 0;
    }
    assertTrue(compiled > 20, "only " + compiled + " mutants were templates");
  }

  private static boolean survives(String source, String payload) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("value", payload);
    PlainJson.parse(payload).ifPresent(json -> variables.put("value_json", json));
    try {
      assertNotNull(Template.compile(source).render(variables));
      return true;
    } catch (TemplateException e) {
      assertNotNull(e.reason());
      return false;
    }
  }

  private static String mutant(String source, String other, SplittableRandom random) {
    var text = new StringBuilder(source);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(1, 127));
        case 2 -> text.insert(at, "{}[]()|.%'\"-~*/0x9eE,:\\".charAt(random.nextInt(23)));
        case 3 -> text.insert(at, other, 0, Math.min(other.length(), 12));
        default -> {
          int from = random.nextInt(other.length());
          text.replace(at, Math.min(text.length(), at + 5), other.substring(from));
        }
      }
    }
    return text.toString();
  }
}
