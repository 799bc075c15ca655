package io.arxos.gateway.control;

import io.arxos.driver.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Values and texts as people read them in a log.
final class Words {
  private static final int DECIMALS = 3;

  private Words() {}

  static String of(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number)
            .setScale(DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        : String.valueOf(number);
  }

  static String of(@Nullable Value value) {
    return switch (value) {
      case null -> "nothing";
      case Value.Num(double number) -> of(number);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Bool(boolean state) -> state ? "on" : "off";
      case Value.Text(String text) -> "\"" + shortened(text, 60) + "\"";
    };
  }

  /// At most `characters` long, with an ellipsis where something was cut.
  static String shortened(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    int cut = Math.max(0, characters - 1);
    if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
      cut--;
    }
    return text.substring(0, cut) + "…";
  }
}
