package io.arxos.driver.payload;

import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import org.jspecify.annotations.Nullable;

/// What a device says for true and false.
///
/// @param on null when it says the usual: `true` or `on`
/// @param off null when it says the usual: `false` or `off`
public record TruthWords(@Nullable String on, @Nullable String off) {
  public static final TruthWords USUAL = new TruthWords(null, null);

  static TruthWords of(Settings address) {
    String on = address.has("on") ? address.text("on", "") : null;
    String off = address.has("off") ? address.text("off", "") : null;
    if (on != null && on.equals(off)) {
      address.problem("off", "on and off are the same word");
    }
    return on == null && off == null ? USUAL : new TruthWords(on, off);
  }

  /// Whether the device has words of its own.
  boolean own() {
    return on != null || off != null;
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
