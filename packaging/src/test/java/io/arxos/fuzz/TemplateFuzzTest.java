package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.template.PlainJson;
import io.arxos.driver.template.Rendered;
import io.arxos.driver.template.Template;
import io.arxos.driver.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// A template, then after a zero the message that it is rendered with.
public final class TemplateFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    int at = text.indexOf('\0');
    String template = at < 0 ? text : text.substring(0, at);
    String message = at < 0 ? "{}" : text.substring(at + 1);
    return Limits.within(() -> rendered(template, message));
  }

  private static boolean rendered(String template, String message) {
    var variables = new HashMap<String, Object>();
    variables.put("value", message);
    PlainJson.parse(message).ifPresent(json -> variables.put("value_json", json));
    try {
      return Template.compile(template).render(variables) instanceof Rendered.Text;
    } catch (TemplateException _) {
      return false;
    }
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("template").replay(TemplateFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader to which every expression ends.
  @Test
  void readerThatTrustsTheEndIsFound() {
    Corpus.of("template")
        .finds(data -> {
          var text = new String(data, StandardCharsets.ISO_8859_1);
          int at = text.indexOf("{{");
          return at < 0 || text.charAt(text.indexOf("}}", at)) == '}';
        });
  }
}
