package io.arxos.driver.modbus.register;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a device sends instead of a value that it does not have.
///
/// @param patterns bits without sign, such as 0x8000
/// @param numbers raw numbers before the scale, such as -9999
public record Absence(List<BigInteger> patterns, List<BigDecimal> numbers) {
  public static final Absence NEVER = new Absence(List.of(), List.of());

  public Absence {
    patterns = List.copyOf(patterns);
    numbers = List.copyOf(numbers);
  }

  /// Texts such as `0x8000`, `65535`, `-32768`, `-999.9`; empty when one is none of them.
  public static Optional<Absence> of(List<String> texts) {
    var patterns = new ArrayList<BigInteger>();
    var numbers = new ArrayList<BigDecimal>();
    for (String text : texts) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (word.length() > 40) {
        return Optional.empty();
      }
      try {
        if (word.startsWith("0x")) {
          patterns.add(new BigInteger(word.substring(2), 16));
        } else {
          numbers.add(new BigDecimal(word));
        }
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }
    return Optional.of(new Absence(patterns, numbers));
  }

  /// What SunSpec means by "not implemented" (SunSpec Device Information Model Specification, 4.4).
  /// A counter at 0 counts as one: a meter that has exported nothing yet says 0, and the
  /// specification has no other word for it.
  ///
  /// @param type as the models name it, such as `acc32`
  public static Absence sunspec(String type) {
    return switch (type) {
      case "int16", "sunssf" -> pattern("8000");
      case "uint16", "enum16", "raw16", "count" -> pattern("ffff");
      case "bitfield16" -> patterns("ffff", "8000");
      case "int32" -> pattern("80000000");
      case "uint32", "enum32" -> pattern("ffffffff");
      case "bitfield32" -> patterns("ffffffff", "80000000");
      case "int64" -> pattern("8000000000000000");
      case "uint64" -> pattern("ffffffffffffffff");
      case "bitfield64" -> patterns("ffffffffffffffff", "8000000000000000");
      case "ipaddr", "ipv6addr", "string" -> pattern("0");
      case "eui48" -> pattern("ffffffffffff");
      default -> NEVER;
    };
  }

  private static Absence pattern(String hex) {
    return patterns(hex);
  }

  private static Absence patterns(String... hex) {
    return new Absence(Arrays.stream(hex).map(one -> new BigInteger(one, 16)).toList(), List.of());
  }

  /// The same as numbers of a type: -1 of a uint16 is 65535.
  boolean covers(RegisterType type, BigInteger bits, Raw raw) {
    if (patterns.contains(bits)) {
      return true;
    }
    for (BigDecimal number : numbers) {
      if (raw instanceof Raw.Number(BigDecimal value) && value.compareTo(number) == 0) {
        return true;
      }
      if (type.wholeBits()
          && number.signum() < 0
          && number.scale() <= 0
          && number
              .toBigInteger()
              .and(RegisterCodec.ones(RegisterCodec.width(type)))
              .equals(bits)) {
        return true;
      }
    }
    return false;
  }
}
