package io.arxos.driver.mbus;

import io.arxos.driver.Reading;
import io.arxos.driver.Units;
import io.arxos.driver.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records of a telegram (EN 13757-3, clause 6): each says with DIF and DIFE how its number
/// lies and for when and which tariff it holds, with VIF and VIFE what it is.
final class Records {
  private static final int EXTENSIONS_MAX = 10;
  private static final int RECORDS_MAX = 512;
  private static final int TEXT_MAX = 32;
  private static final List<String> TEXTS =
      "manufacturer parameter-set model hardware-version firmware-version software-version"
          .concat(" customer-location customer")
          .transform(words -> List.of(words.split(" ", -1)));
  private static final Meant UNKNOWN = new Meant("unknown", "", 0);

  private final byte[] bytes;
  private int at;
  private boolean more;

  /// One record.
  ///
  /// @param name unique in its meter, such as `energy` or `volume/max/storage-1/tariff-2`
  /// @param quantity what it is, such as `volume-flow`
  /// @param unit UCUM
  record Entry(String name, String quantity, String unit, Reading reading) {}

  /// @param more whether the meter has more in its next telegram
  record All(List<Entry> entries, boolean more) {}

  /// What a VIF means.
  ///
  /// @param exponent value = number × 10^exponent, in the unit
  private record Meant(String quantity, String unit, int exponent) {
    Meant scaled(int by) {
      return new Meant(quantity, unit, exponent + by);
    }
  }

  /// What follows a VIF.
  private record Described(Meant meant, String qualifier, String error) {}

  private Records(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads all there are. What is cut short ends the list; nothing is thrown.
  static All read(byte[] bytes) {
    var records = new Records(bytes);
    var entries = new ArrayList<Entry>();
    Map<String, Integer> seen = new HashMap<>();
    try {
      while (records.at < bytes.length && entries.size() < RECORDS_MAX && !records.more) {
        Entry entry = records.next();
        if (entry != null) {
          int times = seen.merge(entry.name(), 1, Integer::sum);
          entries.add(
              times == 1
                  ? entry
                  : new Entry(
                      entry.name() + "/" + times, entry.quantity(), entry.unit(), entry.reading()));
        }
      }
    } catch (IndexOutOfBoundsException _) {
      // what came before the record that is not whole counts
    }
    return new All(entries, records.more);
  }

  private @Nullable Entry next() {
    int dif = u8();
    if (dif == 0x2F) { // filler
      return null;
    }
    if ((dif & 0x0F) == 0x0F) { // maker's own until the end; 1F: more in the next telegram
      more = dif == 0x1F;
      at = bytes.length;
      return null;
    }
    long storage = dif >> 6 & 1;
    int tariff = 0;
    int unit = 0;
    int ext = dif;
    for (int i = 0; (ext & 0x80) != 0; i++) {
      if (i == EXTENSIONS_MAX) {
        throw new IndexOutOfBoundsException();
      }
      ext = u8();
      storage |= (long) (ext & 0x0F) << (1 + 4 * i);
      tariff |= (ext >> 4 & 3) << Math.min(2 * i, 28);
      unit |= (ext >> 6 & 1) << i;
    }
    Described value = meaning();
    String function = List.of("", "/max", "/min", "/error").get(dif >> 4 & 3);
    String name =
        value.meant().quantity()
            + value.qualifier()
            + function
            + (storage > 0 ? "/storage-" + storage : "")
            + (tariff > 0 ? "/tariff-" + tariff : "")
            + (unit > 0 ? "/unit-" + unit : "");
    Reading reading = reading(dif & 0x0F, value.meant());
    return new Entry(
        name,
        value.meant().quantity(),
        value.meant().unit(),
        value.error().isEmpty() ? reading : Reading.fault(value.error()));
  }

  private Described meaning() {
    int vif = u8();
    boolean ext = (vif & 0x80) != 0;
    boolean late = false;
    int exponent = 0;
    Meant meant;
    if (vif == 0xFB || vif == 0xFD) {
      int second = u8();
      ext = (second & 0x80) != 0;
      meant = vif == 0xFB ? first(second & 0x7F) : second(second & 0x7F);
    } else if ((vif & 0x7F) == 0x7C) { // the unit is written out: here, or after the extensions
      late = ext && !textIsHere();
      meant = late ? UNKNOWN : written(string(u8()));
    } else {
      meant = primary(vif & 0x7F);
    }
    String qualifier = "";
    String error = "";
    for (int i = 0; ext; i++) {
      if (i == EXTENSIONS_MAX) {
        throw new IndexOutOfBoundsException();
      }
      int vife = u8();
      ext = (vife & 0x80) != 0;
      int code = vife & 0x7F;
      if (code > 0 && code < 0x20) {
        error = "the meter says of this value: error %02X".formatted(code);
      } else if (code >= 0x70 && code <= 0x77) {
        exponent += code - 0x76;
      } else if (code == 0x7D) {
        exponent += 3;
      } else if (code >= 0x20) {
        qualifier += qualifier(code);
      }
    }
    if (late) {
      meant = written(string(u8()));
    }
    return new Described(meant.scaled(exponent), qualifier, error);
  }

  private static String qualifier(int code) {
    return switch (code) {
      case 0x20 -> "/per-second";
      case 0x21 -> "/per-minute";
      case 0x22 -> "/per-hour";
      case 0x23 -> "/per-day";
      case 0x39 -> "/start-of";
      case 0x3B -> "/forward";
      case 0x3C -> "/backward";
      case 0x40 -> "/lower-limit";
      case 0x48 -> "/upper-limit";
      case 0x7E -> "/future";
      default -> "/vife-%02x".formatted(code);
    };
  }

  /// The standard puts the text behind the extensions, and many meters put it before them.
  private boolean textIsHere() {
    int length = bytes[at] & 0xFF;
    if (length == 0 || length > TEXT_MAX || at + length >= bytes.length) {
      return false;
    }
    for (int i = at + 1; i <= at + length; i++) {
      if (bytes[i] < ' ' || bytes[i] > '~') {
        return false;
      }
    }
    return true;
  }

  private static Meant written(String unit) {
    return Units.named(unit)
        .map(known -> new Meant("value", known.code(), 0))
        .orElseGet(() -> {
          String name = unit.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
          return new Meant(name.replaceAll("^-|-$", ""), "", 0);
        });
  }

  /// EN 13757-3, table 10: primary VIFs.
  private static Meant primary(int vif) {
    int n8 = vif & 7;
    int n4 = vif & 3;
    return switch (vif >> 3) {
      case 0 -> new Meant("energy", "kW.h", n8 - 6);
      case 1 -> new Meant("energy", "MJ", n8 - 6);
      case 2 -> new Meant("volume", "m3", n8 - 6);
      case 3 -> new Meant("mass", "kg", n8 - 3);
      case 4 -> time(vif < 0x24 ? "on-time" : "operating-time", n4);
      case 5 -> new Meant("power", "W", n8 - 3);
      case 6 -> new Meant("power", "J/h", n8);
      case 7 -> new Meant("volume-flow", "m3/h", n8 - 6);
      case 8 -> new Meant("volume-flow", "m3/min", n8 - 7);
      case 9 -> new Meant("volume-flow", "m3/s", n8 - 9);
      case 10 -> new Meant("mass-flow", "kg/h", n8 - 3);
      case 11 -> new Meant(vif < 0x5C ? "flow-temperature" : "return-temperature", "Cel", n4 - 3);
      case 12 ->
          vif < 0x64
              ? new Meant("temperature-difference", "K", n4 - 3)
              : new Meant("external-temperature", "Cel", n4 - 3);
      case 13 -> vif < 0x6C ? new Meant("pressure", "bar", n4 - 3) : single(vif);
      case 14 -> time(vif < 0x74 ? "averaging-duration" : "actuality-duration", n4);
      default -> single(vif);
    };
  }

  private static Meant single(int vif) {
    return switch (vif) {
      case 0x6C -> new Meant("date", "date", 0);
      case 0x6D -> new Meant("time", "time", 0);
      case 0x6E -> new Meant("heat-cost-units", "1", 0);
      case 0x78 -> new Meant("fabrication-number", "text", 0);
      case 0x79 -> new Meant("identification", "text", 0);
      case 0x7A -> new Meant("bus-address", "1", 0);
      default -> UNKNOWN;
    };
  }

  private static Meant time(String quantity, int code) {
    return new Meant(quantity, List.of("s", "min", "h", "d").get(code), 0);
  }

  /// EN 13757-3, table 14: VIFs after FB.
  private static Meant first(int vif) {
    int low = vif & 1;
    int n4 = vif & 3;
    return switch (vif >> 1) {
      case 0 -> new Meant("energy", "kW.h", low + 2);
      case 1 -> new Meant("reactive-energy", "kV.A{reactive}.h", low);
      case 2 -> new Meant("apparent-energy", "kV.A.h", low);
      case 4 -> new Meant("energy", "MJ", low + 2);
      case 8 -> new Meant("volume", "m3", low + 2);
      case 10, 11 -> new Meant("reactive-power", "kV.A{reactive}", n4 - 3);
      case 12 -> new Meant("mass", "kg", low + 5);
      case 13 -> new Meant("humidity", "%", low - 1);
      case 20 -> new Meant("power", "W", low + 5);
      case 22, 23 -> new Meant("frequency", "Hz", n4 - 3);
      case 24 -> new Meant("power", "J/h", low + 8);
      case 26, 27 -> new Meant("apparent-power", "kV.A", n4 - 3);
      case 44, 45 -> new Meant("flow-temperature", "[degF]", n4 - 3);
      case 46, 47 -> new Meant("return-temperature", "[degF]", n4 - 3);
      case 50, 51 -> new Meant("external-temperature", "[degF]", n4 - 3);
      case 56, 57 -> new Meant("temperature-limit", "[degF]", n4 - 3);
      case 58, 59 -> new Meant("temperature-limit", "Cel", n4 - 3);
      case 60, 61, 62, 63 -> new Meant("power-maximum", "W", (vif & 7) - 3);
      default -> UNKNOWN;
    };
  }

  /// EN 13757-3, table 12: VIFs after FD.
  private static Meant second(int vif) {
    if (vif >= 0x40 && vif < 0x50) {
      return new Meant("voltage", "V", (vif & 0x0F) - 9);
    }
    if (vif >= 0x50 && vif < 0x60) {
      return new Meant("current", "A", (vif & 0x0F) - 12);
    }
    return switch (vif) {
      case 0x08 -> new Meant("access-number", "1", 0);
      case 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11 ->
          new Meant(TEXTS.get(vif - 0x0A), "text", 0);
      case 0x17 -> new Meant("error-flags", "1", 0);
      case 0x1A -> new Meant("digital-output", "1", 0);
      case 0x1B -> new Meant("digital-input", "1", 0);
      case 0x20 -> new Meant("first-storage", "1", 0);
      case 0x21 -> new Meant("last-storage", "1", 0);
      case 0x22 -> new Meant("storages", "1", 0);
      case 0x3A -> new Meant("value", "1", 0);
      case 0x60 -> new Meant("reset-counter", "1", 0);
      case 0x61 -> new Meant("cumulation-counter", "1", 0);
      case 0x6C, 0x6D -> time("battery-operating-time", vif - 0x6A);
      case 0x70 -> new Meant("battery-change", "date", 0);
      case 0x74 -> new Meant("battery-remaining", "d", 0);
      default -> UNKNOWN;
    };
  }

  private Reading reading(int form, Meant meant) {
    boolean date = meant.unit().equals("date") || meant.unit().equals("time");
    switch (form) {
      case 0, 8:
        return Reading.fault("the record has no value");
      case 1, 2, 3, 4, 6, 7:
        int size = form < 5 ? form : form == 6 ? 6 : 8;
        return date ? Telegram.date(take(size)) : integer(take(size), meant);
      case 5:
        float real = Float.intBitsToFloat(number(take(4)).intValue());
        return Float.isFinite(real)
            ? scaled(new BigDecimal(Float.toString(real)), meant)
            : Reading.fault("not a finite number");
      case 0x0D:
        return variable(u8(), meant);
      default: // 9 to C: two to eight digits; E: twelve
        return bcd(take(form == 0x0E ? 6 : form - 8), meant, false);
    }
  }

  private Reading variable(int length, Meant meant) {
    if (length < 0xC0) {
      return Reading.good(new Value.Text(string(length)));
    }
    return switch (length >> 4) {
      case 0x0C -> bcd(take(length - 0xC0), meant, false);
      case 0x0D -> bcd(take(length - 0xD0), meant, true);
      case 0x0E -> integer(take(length - 0xE0), meant);
      default -> throw new IndexOutOfBoundsException();
    };
  }

  /// Type B: two's complement; only the sign bit set is "invalid".
  private static Reading integer(byte[] low, Meant meant) {
    BigInteger value = number(low);
    boolean invalid =
        low.length > 1 && value.equals(BigInteger.ONE.negate().shiftLeft(8 * low.length - 1));
    return invalid
        ? Reading.fault("the meter says: invalid")
        : scaled(new BigDecimal(value), meant);
  }

  /// Type A: digits, lowest first; F as the highest digit is the minus.
  private static Reading bcd(byte[] low, Meant meant, boolean negative) {
    var digits = new StringBuilder();
    for (int i = low.length - 1; i >= 0; i--) {
      digits.append("%02X".formatted(low[i] & 0xFF));
    }
    boolean minus = !digits.isEmpty() && digits.charAt(0) == 'F';
    String text = minus ? "0" + digits.substring(1) : digits.toString();
    if (text.isEmpty() || !text.chars().allMatch(Character::isDigit)) {
      return Reading.fault("the meter says: invalid");
    }
    if (meant.unit().equals("text")) {
      return Reading.good(new Value.Text(text));
    }
    var value = new BigDecimal(text);
    return scaled(minus || negative ? value.negate() : value, meant);
  }

  private static Reading scaled(BigDecimal raw, Meant meant) {
    if (meant.exponent() == 0 && raw.scale() <= 0 && raw.precision() <= 18) {
      return Reading.good(new Value.Int(raw.longValue()));
    }
    return Reading.good(new Value.Num(raw.scaleByPowerOfTen(meant.exponent()).doubleValue()));
  }

  private String string(int length) {
    byte[] reversed = take(length);
    return new StringBuilder(new String(reversed, StandardCharsets.ISO_8859_1))
        .reverse()
        .toString()
        .strip();
  }

  private static BigInteger number(byte[] low) {
    byte[] high = new byte[low.length];
    for (int i = 0; i < low.length; i++) {
      high[i] = low[low.length - 1 - i];
    }
    return low.length == 0 ? BigInteger.ZERO : new BigInteger(high);
  }

  private byte[] take(int count) {
    if (at + count > bytes.length) {
      throw new IndexOutOfBoundsException();
    }
    byte[] taken = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return taken;
  }

  private int u8() {
    if (at >= bytes.length) {
      throw new IndexOutOfBoundsException();
    }
    return bytes[at++] & 0xFF;
  }
}
