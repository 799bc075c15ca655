package io.arxos.driver.payload;

import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device says for true and false, and for having no value.
///
/// @param on null when it says the usual: `true` or `on`
/// @param off null when it says the usual: `false` or `off`
/// @param nothing words that mean that there is no value, such as `unavailable`
/// @param type what its values are, whatever they look like
public record TruthWords(
    @Nullable String on, @Nullable String off, List<String> nothing, Type type) {
  public static final TruthWords USUAL = new TruthWords(null, null, List.of(), Type.ANY);
  private static final int WORDS_MAX = 16;

  /// What the values of a point are.
  public enum Type {
    /// What they look like: numbers, truths, texts.
    ANY,
    /// Anything else is a fault.
    NUMBER,
    /// `off` and `12` are texts, too.
    TEXT
  }

  static TruthWords of(Settings address) {
    String on = address.has("on") ? address.text("on", "") : null;
    String off = address.has("off") ? address.text("off", "") : null;
    if (on != null && on.equals(off)) {
      address.problem("off", "on and off are the same word");
    }
    List<String> nothing = address.texts("no-value");
    if (nothing.size() > WORDS_MAX) {
      address.problem("no-value", "no-value has more than " + WORDS_MAX + " words");
    }
    Type type = address.choice("type", Type.class, Type.ANY);
    return on == null && off == null && nothing.isEmpty() && type == Type.ANY
        ? USUAL
        : new TruthWords(on, off, List.copyOf(nothing), type);
  }

  /// Whether a number or a truth of JSON is to be read as the text that it is.
  boolean asText() {
    return own() || type == Type.TEXT;
  }

  /// Whether the device has words of its own.
  boolean own() {
    return on != null || off != null;
  }

  /// Whether the text means that there is no value.
  boolean nothing(String text) {
    return nothing.contains(text);
  }

  /// Null when the text is neither word.
  @Nullable Value truth(String text) {
    if (same(text, on)) {
      return new Value.Bool(true);
    }
    return same(text, off) ? new Value.Bool(false) : null;
  }

  private static boolean same(String text, @Nullable String word) {
    return word != null && (text.equals(word) || text.equalsIgnoreCase(word));
  }
}
