package io.arxos.driver.template;

/// Ends the rendering of one template; never leaves the package.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean missing;

  private Refusal(String reason, boolean missing) {
    super(reason, null, false, false);
    this.missing = missing;
  }

  static Refusal of(String reason) {
    return new Refusal(reason, false);
  }

  /// The message lacks what is asked for.
  static Refusal missing(String reason) {
    return new Refusal(reason, true);
  }

  Rendered.Failed failed() {
    return new Rendered.Failed(String.valueOf(getMessage()), missing);
  }
}
