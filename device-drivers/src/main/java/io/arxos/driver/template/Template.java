package io.arxos.driver.template;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A template, ready to be rendered; may be used by several threads.
public final class Template {
  public static final int CHARACTERS_MAX = 16 * 1024;

  private final List<Statement> statements;

  private Template(List<Statement> statements) {
    this.statements = statements;
  }

  /// @throws TemplateException when it is not a template
  public static Template compile(String source) throws TemplateException {
    if (source.length() > CHARACTERS_MAX) {
      throw new TemplateException("template is longer than " + CHARACTERS_MAX + " characters");
    }
    return new Template(Parser.parse(source));
  }

  /// As [#render(Map, ZonedDateTime)], without a clock: a template that asks for the time fails.
  public Rendered render(Map<String, ?> variables) {
    return render(variables, null);
  }

  /// Never throws.
  ///
  /// @param variables such as `value` and `value_json` (see [PlainJson]): text, numbers, true and
  ///   false, lists and maps of them, null
  /// @param now the time, in the zone of the building; null when it is not known
  public Rendered render(Map<String, ?> variables, @Nullable ZonedDateTime now) {
    var run = new Run(variables, now);
    var writer = new Writer(run);
    try {
      writer.all(statements);
      return new Rendered.Text(writer.text().strip());
    } catch (Refusal refusal) {
      return refusal.failed();
    } catch (StackOverflowError _) {
      return new Rendered.Failed("template nests too deep", false);
    }
  }
}
