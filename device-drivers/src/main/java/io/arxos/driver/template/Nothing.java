package io.arxos.driver.template;

import org.jspecify.annotations.Nullable;

/// The two ways of having no value.
sealed interface Nothing {
  /// Python's `None`, JSON's `null`.
  None NONE = new None();

  record None() implements Nothing {}

  /// @param reason why there is none, such as `value_json has no battery`
  record Undefined(String reason) implements Nothing {
    Refusal refusal() {
      return Refusal.missing(reason);
    }
  }

  /// A value of a caller as one of ours: null is `None`, numbers are Long and Double.
  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case Long number -> number;
      case Double number -> number;
      case Number number -> number.doubleValue();
      default -> value;
    };
  }
}
