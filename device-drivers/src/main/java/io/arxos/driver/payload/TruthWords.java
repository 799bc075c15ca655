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
/// @param number whether what is no number is a fault
public record TruthWords(
    @Nullable String on, @Nullable String off, List<String> nothing, boolean number) {
  public static final TruthWords USUAL = new TruthWords(null, null, List.of(), false);
  private static final int WORDS_MAX = 16;

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
    boolean number = address.flag("number", false);
    return on == null && off == null && nothing.isEmpty() && !number
        ? USUAL
        : new TruthWords(on, off, List.copyOf(nothing), number);
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
