package io.arxos.driver.template;

/// A text that is not a template.
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  TemplateException(String reason) {
    super(reason, null, false, false);
  }

  /// For people, such as `{{ is not closed`.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
