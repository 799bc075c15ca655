package io.arxos.driver.payload;

import io.arxos.driver.Settings;
import io.arxos.driver.template.Template;
import io.arxos.driver.template.TemplateException;
import org.jspecify.annotations.Nullable;

/// A template of a configuration, as it is written and ready to be used. Two are equal when they
/// are written the same.
public final class Rendering {
  private final String source;
  private final Template template;

  private Rendering(String source, Template template) {
    this.source = source;
    this.template = template;
  }

  /// Null when the key is absent or wrong; what is wrong is reported.
  public static @Nullable Rendering of(Settings section, String key) {
    String source = section.text(key, "");
    if (source.isEmpty()) {
      return null;
    }
    try {
      return new Rendering(source, Template.compile(source));
    } catch (TemplateException e) {
      section.problem(key, key + " is not a template: " + e.reason());
      return null;
    }
  }

  public String source() {
    return source;
  }

  public Template template() {
    return template;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rendering rendering && rendering.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
