package io.arxos.driver.modbus.register;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From the raw number to the value: value = raw × scale ÷ divisor + offset.
///
/// @param scale not 0
/// @param divisor not 0; 1 unless the scale has no decimal, such as 1/60
public record Scaling(BigDecimal scale, BigDecimal divisor, BigDecimal offset) {
  public static final Scaling NONE = new Scaling(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO);

  private static final int POWER_MAX = 30;
  private static final Pattern PLAIN =
      Pattern.compile("[*x×]?\\s*([-+]?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,2})?)");
  private static final Pattern DIVIDED =
      Pattern.compile("(1\\s*)?[/÷:]\\s*(\\d{1,18}(\\.\\d{1,18})?)");
  private static final Pattern POWER =
      Pattern.compile("10\\s*(\\^|\\*\\*)\\s*\\(?([-+]?\\d{1,2})\\)?");

  public boolean none() {
    return unity() && offset.signum() == 0;
  }

  private boolean unity() {
    return scale.compareTo(BigDecimal.ONE) == 0 && divisor.compareTo(BigDecimal.ONE) == 0;
  }

  public Scaling withOffset(BigDecimal other) {
    return new Scaling(scale, divisor, other);
  }

  /// @param factor from a register of the device, 1 without
  BigDecimal apply(BigDecimal raw, BigDecimal factor) {
    BigDecimal product = raw.multiply(scale).multiply(factor);
    return (divisor.compareTo(BigDecimal.ONE) == 0 ? product : divided(product, divisor))
        .add(offset);
  }

  BigDecimal unapply(BigDecimal value, BigDecimal factor) {
    return divided(value.subtract(offset).multiply(divisor), scale.multiply(factor));
  }

  private static BigDecimal divided(BigDecimal number, BigDecimal by) {
    return number.divide(by, MathContext.DECIMAL128);
  }

  /// `0.1`, `1e-3`, `1/10`, `/10`, `10^-1`, `x10`; never 0.
  public static Optional<Scaling> of(String text) {
    String word = text.strip();
    Matcher power = POWER.matcher(word);
    if (power.matches()) {
      return power(Integer.parseInt(power.group(2)));
    }
    Matcher divided = DIVIDED.matcher(word);
    if (divided.matches()) {
      var by = new BigDecimal(divided.group(2));
      return by.signum() == 0
          ? Optional.empty()
          : Optional.of(new Scaling(BigDecimal.ONE, by, BigDecimal.ZERO));
    }
    Matcher plain = PLAIN.matcher(word.replace(',', '.'));
    if (!plain.matches()) {
      return Optional.empty();
    }
    var scale = new BigDecimal(plain.group(1));
    return scale.signum() == 0
        ? Optional.empty()
        : Optional.of(new Scaling(scale, BigDecimal.ONE, BigDecimal.ZERO));
  }

  /// A power of ten.
  public static Optional<Scaling> power(int exponent) {
    return Math.abs(exponent) > POWER_MAX
        ? Optional.empty()
        : Optional.of(
            new Scaling(
                BigDecimal.ONE.scaleByPowerOfTen(exponent), BigDecimal.ONE, BigDecimal.ZERO));
  }
}
