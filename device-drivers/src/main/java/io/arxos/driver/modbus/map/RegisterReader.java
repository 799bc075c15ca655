package io.arxos.driver.modbus.map;

import io.arxos.driver.Settings;
import io.arxos.driver.modbus.register.Absence;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Form.Bits;
import io.arxos.driver.modbus.register.Form.Names;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterOrder;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Scaling;
import io.arxos.driver.modbus.register.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads one register of a map, or of a point's address in the site file. Every key is asked for,
/// whatever the others say.
public final class RegisterReader {
  private static final int NAMES_MAX = 512;

  private RegisterReader() {}

  /// What a map says once for all of its registers.
  ///
  /// @param table empty when every register says its own
  /// @param absence texts as [Absence#of] takes them, or `sunspec`
  public record Defaults(
      Numbering numbering,
      Optional<Table> table,
      Optional<RegisterType> type,
      RegisterOrder order,
      List<String> absence) {
    public static final Defaults NONE =
        new Defaults(
            Numbering.FROM_0, Optional.empty(), Optional.empty(), RegisterOrder.ABCD, List.of());
  }

  /// Mistakes are reported to the section, and something harmless is returned.
  public static Register read(Settings at, Defaults defaults) {
    Numbering numbering = at.choice("numbering", Numbering.class, defaults.numbering());
    Numbering.Place place = place(at, "register", numbering);
    Table table = table(at, place, defaults.table());
    String named = at.text("type", "");
    RegisterType type = type(at, named, table, defaults.type());
    int words = words(at, type);
    Form form =
        Form.of(type, words)
            .with(order(at, words, type.isText() ? texts(defaults.order()) : defaults.order()))
            .with(bits(at, type))
            .with(scaling(at, type))
            .with(absence(at, named.isEmpty() ? type.toString() : named, defaults.absence()))
            .with(names(at));
    if (table.bits() && type != RegisterType.BOOL) {
      at.problem("type", "a " + table + " is one bit; its type must be bool");
    }
    if (place.address() + words - 1 > Register.ADDRESS_MAX) {
      at.problem("register", "the last register of a value of " + words + " would be beyond 65535");
    }
    return new Register(table, place.address(), form, scale(at, numbering));
  }

  private static Numbering.Place place(Settings at, String key, Numbering numbering) {
    String text = at.text(key);
    Optional<Numbering.Place> place = numbering.place(text);
    if (place.isEmpty() && !text.isEmpty()) {
      at.problem(
          key,
          key
              + " is \""
              + text
              + "\"; it must be "
              + switch (numbering) {
                case FROM_0 -> "0 to 65535, or hex such as 0x5B00";
                case FROM_1 -> "1 to 65536, or hex such as 0x5B00";
                case REFERENCE -> "a reference such as 40001 or 300001";
              });
    }
    return place.orElse(new Numbering.Place(Optional.of(Table.HOLDING), 0));
  }

  private static Table table(Settings at, Numbering.Place place, Optional<Table> otherwise) {
    String text = at.text("table", "");
    Optional<Table> said = text.isEmpty() ? Optional.empty() : Table.named(text);
    if (!text.isEmpty() && said.isEmpty()) {
      at.problem(
          "table", "table is \"" + text + "\"; it must be one of holding, input, coil, discrete");
    }
    if (said.isPresent() && place.table().isPresent() && !said.equals(place.table())) {
      at.problem("table", "table is " + text + ", but the reference means " + place.table().get());
    }
    Optional<Table> table = said.or(place::table).or(() -> otherwise);
    if (table.isEmpty() && text.isEmpty()) {
      at.problem("table", "missing key table");
    }
    return table.orElse(Table.HOLDING);
  }

  private static RegisterType type(
      Settings at, String text, Table table, Optional<RegisterType> otherwise) {
    if (text.isEmpty()) {
      return table.bits() ? RegisterType.BOOL : otherwise.orElse(RegisterType.UINT16);
    }
    Optional<RegisterType> type = RegisterType.named(text);
    if (type.isEmpty()) {
      List<String> known =
          java.util.Arrays.stream(RegisterType.values()).map(RegisterType::toString).toList();
      at.problem("type", "type is \"" + text + "\"; " + Settings.suggestion(text, known));
    }
    return type.orElse(RegisterType.UINT16);
  }

  private static int words(Settings at, RegisterType type) {
    int words = (int) at.integer("words", 1, Form.WORDS_MAX, Math.max(1, type.words()));
    if (type.words() == 0) {
      if (!at.has("words")) {
        at.problem("words", "missing key words: how many registers the text takes");
      }
      return words;
    }
    if (words != type.words()) {
      at.problem("words", "a " + type + " takes " + type.words() + ", not " + words);
    }
    return type.words();
  }

  /// The words of a text stand in the order in which it is read, whatever those of numbers do.
  private static RegisterOrder texts(RegisterOrder numbers) {
    return numbers.equals(RegisterOrder.CDAB)
        ? RegisterOrder.ABCD
        : numbers.equals(RegisterOrder.DCBA) ? RegisterOrder.BADC : numbers;
  }

  private static RegisterOrder order(Settings at, int words, RegisterOrder otherwise) {
    String text = at.text("word-order", "");
    if (text.isEmpty()) {
      return otherwise.fits(words) ? otherwise : RegisterOrder.ABCD;
    }
    Optional<RegisterOrder> order = RegisterOrder.named(text);
    if (order.isEmpty()) {
      at.problem(
          "word-order", "word-order is \"" + text + "\"; it must be ABCD, CDAB, BADC or DCBA");
    } else if (!order.get().fits(words)) {
      at.problem("word-order", "word-order " + text + " is not one of " + words + " registers");
      return RegisterOrder.ABCD;
    }
    return order.orElse(RegisterOrder.ABCD);
  }

  private static Bits bits(Settings at, RegisterType type) {
    boolean inverted = at.flag("inverted", false);
    int bit = (int) at.integer("bit", 0, 63, -1);
    Optional<BigInteger> mask = pattern(at, "mask");
    int shift = (int) at.integer("shift", 0, 63, -1);
    if (!at.has("bit") && mask.isEmpty()) {
      if (shift >= 0) {
        at.problem("shift", "shift has no effect without mask");
      }
      return new Bits(Optional.empty(), 0, false, inverted);
    }
    if (!type.wholeBits()) {
      at.problem(at.has("bit") ? "bit" : "mask", "a " + type + " has no bits of their own");
    }
    if (at.has("bit")) {
      if (bit >= 16 * Math.max(1, type.words())) {
        at.problem("bit", "a " + type + " has no bit " + bit);
      }
      return Bits.one(Math.max(0, bit), inverted);
    }
    BigInteger all = mask.get();
    return new Bits(mask, shift < 0 ? Math.max(0, all.getLowestSetBit()) : shift, false, inverted);
  }

  private static Optional<BigInteger> pattern(Settings at, String key) {
    String text = at.text(key, "").toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      BigInteger number =
          text.startsWith("0x") && text.length() <= 18
              ? new BigInteger(text.substring(2), 16)
              : BigInteger.valueOf(Long.parseLong(text));
      if (number.signum() > 0) {
        return Optional.of(number);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    at.problem(key, key + " is \"" + text + "\"; it must be bits such as 0x0F00");
    return Optional.of(BigInteger.ONE);
  }

  private static Scaling scaling(Settings at, RegisterType type) {
    String scale = at.text("scale", "1");
    int power = (int) at.integer("power", -30, 30, 0);
    var offset = BigDecimal.valueOf(at.number("offset", 0));
    Optional<Scaling> scaling = Scaling.of(scale);
    if (scaling.isEmpty()) {
      at.problem(
          "scale",
          isZero(scale)
              ? "scale must not be 0"
              : "scale is \"" + scale + "\"; it must be a number such as 0.1, or 1/60");
    }
    if (at.has("power") && at.has("scale")) {
      at.problem("power", "power has no effect beside scale");
    } else if (at.has("power")) {
      scaling = Scaling.power(power);
    }
    Scaling whole = scaling.orElse(Scaling.NONE).withOffset(offset);
    if (!type.number() && !whole.none()) {
      at.problem("scale", "a " + type + " has neither scale nor offset");
    }
    return whole;
  }

  private static boolean isZero(String text) {
    try {
      return Double.parseDouble(text) == 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static Absence absence(Settings at, String type, List<String> otherwise) {
    List<String> texts =
        !at.has("not-available")
            ? otherwise
            : at.plain("not-available") == null
                ? at.texts("not-available")
                : List.of(at.text("not-available"));
    if (texts.equals(List.of("sunspec"))) {
      return Absence.sunspec(type.toLowerCase(Locale.ROOT));
    }
    return Absence.of(texts)
        .orElseGet(() -> {
          at.problem(
              "not-available",
              "not-available must be a list of raw values such as [0x8000, -9999], or sunspec");
          return Absence.NEVER;
        });
  }

  private static Names names(Settings at) {
    Map<Long, String> states = named(at, "names", Long.MIN_VALUE, Long.MAX_VALUE);
    var flags = new HashMap<Integer, String>();
    named(at, "flags", 0, 63).forEach((bit, name) -> flags.put(bit.intValue(), name));
    return new Names(states, flags);
  }

  private static Map<Long, String> named(Settings at, String key, long min, long max) {
    Settings section = at.section(key);
    if (section == null) {
      return Map.of();
    }
    var names = new HashMap<Long, String>();
    for (String number : section.keys()) {
      String name = section.text(number);
      Optional<Long> value = whole(number);
      if (value.isEmpty() || value.get() < min || value.get() > max || names.size() >= NAMES_MAX) {
        section.problem(number, key + " must be numbers with names, such as 0: closed");
      } else {
        names.put(value.get(), name);
      }
    }
    return names;
  }

  private static Optional<Long> whole(String text) {
    try {
      return Optional.of(Long.decode(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<ScaleSource> scale(Settings at, Numbering numbering) {
    if (!at.has("scale-register")) {
      return Optional.empty();
    }
    if (at.plain("scale-register") != null) {
      Numbering.Place place = place(at, "scale-register", numbering);
      return Optional.of(new ScaleSource(place.address(), powerForm(), true));
    }
    Settings section = at.section("scale-register");
    if (section == null) {
      return Optional.empty();
    }
    Numbering.Place place = place(section, "register", numbering);
    boolean power = section.choice("holds", Holds.class, Holds.POWER) == Holds.POWER;
    String named = section.text("type", "");
    RegisterType type =
        type(
            section,
            named,
            Table.HOLDING,
            Optional.of(power ? RegisterType.INT16 : RegisterType.UINT16));
    if (!type.number()) {
      section.problem("type", "a scale must be a number");
    }
    Form form =
        Form.of(type, words(section, type))
            .with(order(section, type.words(), RegisterOrder.ABCD))
            .with(scaling(section, type));
    section.done();
    return Optional.of(new ScaleSource(place.address(), form, power));
  }

  private enum Holds {
    POWER,
    FACTOR
  }

  /// A SunSpec scale factor: a signed exponent, -32768 for none.
  public static Form powerForm() {
    return Form.of(RegisterType.INT16, 1).with(Absence.sunspec("sunssf"));
  }
}
