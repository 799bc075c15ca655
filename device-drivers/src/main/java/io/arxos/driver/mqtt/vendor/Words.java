package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a key of a payload means when nobody says: the words that makers of sensors use, with the
/// unit that they nearly always mean.
final class Words {
  private static final Pattern PARTS =
      Pattern.compile("[^\\p{Alnum}]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])");
  private static final Pattern CHANNEL = Pattern.compile("(?<=[a-z]{3})\\d{1,2}$");
  private static final Pattern PARTICLES =
      Pattern.compile("(?i)pm_?(1|4|10)[._]0(?!\\d)"); // pm1_0 is no pm10
  private static final Pattern MOMENT = Pattern.compile("[a-z](_at|At)$");
  private static final Set<String> GENERIC =
      Set.of(
          "value", "state", "status", "data", "val", "reading", "min", "max", "avg", "mean", "last",
          "now", "raw");

  private static final double MILLIVOLT_MIN = 1_000;
  private static final double PERCENT_MAX = 100;
  private static final double BATTERY_VOLT_MAX = 4.5;
  private static final double HECTOPASCAL_MIN = 300;
  private static final double HECTOPASCAL_MAX = 1_200;
  private static final double PASCAL_MIN = 20_000;

  private static final Pattern IN_BRACKETS =
      Pattern.compile("(.{1,64}?)[\\s_]*[\\[(]([^\\])]{1,15})[\\])]");
  private static final Set<String> PREFIXES = Set.of("k", "m", "h");
  private static final Set<String> COUNTS = Set.of("count", "counter", "cnt");
  private static final Set<String> OF_BATTERIES =
      Set.of("voltage", "current", "temperature", "temp", "power");
  private static final Set<String> BATTERIES = Set.of("battery", "bat", "batt");

  /// A key that ends so is about a quantity and is none.
  private static final Set<String> JUDGEMENTS = Set.of("ok", "low", "status", "state", "alarm");

  /// Quantity and unit by word.
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("temperature", "temperature °C"),
          Map.entry("temperatur", "temperature °C"),
          Map.entry("temp", "temperature °C"),
          Map.entry("tempc", "temperature °C"),
          Map.entry("tempf", "temperature °F"),
          Map.entry("tmp", "temperature °C"),
          Map.entry("tc", "temperature °C"),
          Map.entry("dewpoint", "dewpoint °C"),
          Map.entry("humidity", "humidity %"),
          Map.entry("hum", "humidity %"),
          Map.entry("rh", "humidity %"),
          Map.entry("luftfeuchte", "humidity %"),
          Map.entry("co2", "carbon_dioxide ppm"),
          Map.entry("tvoc", "volatile_organic_compounds_parts ppb"),
          Map.entry("pm25", "pm25 µg/m³"),
          Map.entry("pm10", "pm10 µg/m³"),
          Map.entry("pm1", "pm1 µg/m³"),
          Map.entry("pressure", "atmospheric_pressure hPa"),
          Map.entry("baro", "atmospheric_pressure hPa"),
          Map.entry("illuminance", "illuminance lx"),
          Map.entry("illumination", "illuminance lx"),
          Map.entry("luminosity", "illuminance lx"),
          Map.entry("lux", "illuminance lx"),
          Map.entry("ill", "illuminance lx"),
          Map.entry("battery", "battery %"),
          Map.entry("bat", "battery %"),
          Map.entry("batt", "battery %"),
          Map.entry("batv", "voltage V"),
          Map.entry("vbat", "voltage V"),
          Map.entry("vdd", "voltage mV"),
          Map.entry("voltage", "voltage V"),
          Map.entry("current", "current A"),
          Map.entry("power", "power W"),
          Map.entry("energy", "energy kWh"),
          Map.entry("frequency", "frequency Hz"),
          Map.entry("hcho", "formaldehyde "),
          Map.entry("reactivepower", "reactive_power var"),
          Map.entry("apparentpower", "apparent_power VA"),
          Map.entry("leistung", "power W"),
          Map.entry("wirkleistung", "power W"),
          Map.entry("absolutehumidity", "absolute_humidity g/m³"),
          Map.entry("abshumidity", "absolute_humidity g/m³"),
          Map.entry("humidityabs", "absolute_humidity g/m³"),
          Map.entry("humiditysetpoint", "target_humidity %"),
          Map.entry("deltat", "temperature_delta K"),
          Map.entry("tvocindex", "voc_index "),
          Map.entry("vocindex", "voc_index "),
          Map.entry("noxindex", "nox_index "),
          Map.entry("occupied", "occupancy "),
          Map.entry("people", "occupancy_count "),
          Map.entry("rssi", "signal_strength dBm"),
          Map.entry("snr", " dB"),
          Map.entry("noise", "sound_pressure dB"),
          Map.entry("moisture", "moisture %"),
          Map.entry("occupancy", "occupancy "),
          Map.entry("presence", "occupancy "),
          Map.entry("motion", "motion "),
          Map.entry("pir", "motion "),
          Map.entry("door", "door "),
          Map.entry("window", "window "),
          Map.entry("contact", "opening "),
          Map.entry("leak", "water_leak "),
          Map.entry("smoke", "smoke "));

  /// Units that a key may end with.
  private static final Map<String, String> SUFFIXES =
      Map.ofEntries(
          Map.entry("c", "°C"),
          Map.entry("degc", "°C"),
          Map.entry("celsius", "°C"),
          Map.entry("f", "°F"),
          Map.entry("degf", "°F"),
          Map.entry("fahrenheit", "°F"),
          Map.entry("k", "K"),
          Map.entry("pct", "%"),
          Map.entry("percent", "%"),
          Map.entry("v", "V"),
          Map.entry("mv", "mV"),
          Map.entry("a", "A"),
          Map.entry("ma", "mA"),
          Map.entry("w", "W"),
          Map.entry("kw", "kW"),
          Map.entry("wh", "Wh"),
          Map.entry("kwh", "kWh"),
          Map.entry("mwh", "MWh"),
          Map.entry("hpa", "hPa"),
          Map.entry("kpa", "kPa"),
          Map.entry("pa", "Pa"),
          Map.entry("bar", "bar"),
          Map.entry("mbar", "mbar"),
          Map.entry("lx", "lx"),
          Map.entry("ppm", "ppm"),
          Map.entry("ppb", "ppb"),
          Map.entry("hz", "Hz"),
          Map.entry("m3", "m³"),
          Map.entry("m3h", "m³/h"),
          Map.entry("lh", "l/h"),
          Map.entry("lpm", "l/min"),
          Map.entry("rpm", "rpm"),
          Map.entry("mm", "mm"),
          Map.entry("cm", "cm"),
          Map.entry("db", "dB"),
          Map.entry("dbm", "dBm"),
          Map.entry("va", "VA"),
          Map.entry("kva", "kVA"),
          Map.entry("kv", "kV"),
          Map.entry("kvar", "kvar"),
          Map.entry("var", "var"));

  private Words() {}

  /// @param unit what the message says; empty when it says none
  /// @param now what it says now: a truth is one, and a battery's percent is told from its voltage
  static Meaning meaning(String key, String unit, JsonNode now) {
    if (now.isBoolean()) {
      String known = known(words(key));
      return Sense.truth(known.isEmpty() ? "" : known.substring(0, known.indexOf(' ')), key);
    }
    return Sense.said(meaning(key, unit, now.asDouble(0)), now);
  }

  static Meaning meaning(String key, String unit, double now) {
    Matcher bracket = IN_BRACKETS.matcher(key);
    if (unit.isEmpty() && bracket.matches() && Units.named(bracket.group(2)).isPresent()) {
      return meaning(bracket.group(1), bracket.group(2), now);
    }
    List<String> words = words(key);
    String known = known(words);
    int space = known.indexOf(' ');
    String quantity = known.isEmpty() ? "" : known.substring(0, space);
    String usual = known.isEmpty() ? "" : known.substring(space + 1);
    String suffix = suffix(key, words);
    if (key.length() > 1 && !fits(suffix, usual, words)) {
      suffix = "";
    }
    String likely = suffix.isEmpty() ? likely(quantity, usual, now) : suffix;
    String said = unit.isEmpty() ? likely : unit;
    int left = suffix.isEmpty() ? words.size() : words.size() - (suffix.contains("/") ? 2 : 1);
    String name = suffix.isEmpty() ? key : String.join(" ", words.subList(0, Math.max(0, left)));
    boolean raw = words.getLast().equals("raw"); // before it became what it is about
    if (raw || COUNTS.contains(words.getLast()) && !quantity.equals("occupancy_count")) {
      return Sense.of("", unit, "");
    }
    if (JUDGEMENTS.contains(words.getLast())) {
      return Sense.of("", unit, key);
    }
    if (said.isEmpty() && quantity.equals("atmospheric_pressure")) {
      return new Meaning("", "Pressure_Sensor", 0.3, List.of("a pressure of unknown unit"));
    }
    return Sense.of(quantity(quantity, said, words), said, name);
  }

  /// What the unit and the other words make of the quantity.
  private static String quantity(String known, String unit, List<String> words) {
    boolean volume = unit.equals("m³") || unit.equals("ft³");
    boolean difference = words.contains("delta") || words.contains("difference");
    return switch (known) {
      case "battery" -> unit.equals("V") || unit.equals("mV") ? "voltage" : known;
      case "temperature" -> difference ? "temperature_delta" : known;
      case "" -> volume && words.contains("gas") ? "gas" : known;
      default -> known;
    };
  }

  /// A letter at the end is a unit only where it can be one of the quantity: the `a` of `phase_a`
  /// and the `c` of `voltage_c` count something.
  private static boolean fits(String suffix, String usual, List<String> words) {
    Optional<Unit> unit = Units.named(suffix);
    boolean letter = suffix.length() == 1 || suffix.startsWith("°");
    boolean battery = suffix.equals("V") && words.stream().anyMatch(BATTERIES::contains);
    return !letter
        || battery
        || (unit.isPresent()
            && Units.named(usual).map(one -> one.convertsTo(unit.get())).orElse(false));
  }

  /// The unit that a key ends with: `p_kW`, `tempC`.
  private static String suffix(String key, List<String> words) {
    int size = words.size();
    if (size > 2 && words.get(size - 1).length() < 4 && words.get(size - 2).length() < 4) {
      String ratio = words.get(size - 2) + "/" + words.get(size - 1); // Vol_m3_h
      if (Units.named(ratio).isPresent()) {
        return ratio;
      }
    }
    String last = key.substring(key.lastIndexOf('_') + 1);
    String parted =
        last.equals(key) ? "" : SUFFIXES.getOrDefault(last.toLowerCase(Locale.ROOT), "");
    return parted.isEmpty() && words.size() > 1
        ? SUFFIXES.getOrDefault(words.getLast(), "")
        : parted;
  }

  /// What a number tells of a unit that nobody says: a battery's volts from its percent, and which
  /// of its usual units a pressure of the air is in.
  private static String likely(String quantity, String usual, double now) {
    return switch (quantity) {
      case "battery" -> {
        boolean volts = now > 0 && now < BATTERY_VOLT_MAX && now != Math.rint(now);
        yield volts ? "V" : now > PERCENT_MAX ? "mV" : usual;
      }
      case "voltage" -> usual.equals("V") && now >= MILLIVOLT_MIN ? "mV" : usual;
      case "atmospheric_pressure" -> {
        boolean air = now >= HECTOPASCAL_MIN && now <= HECTOPASCAL_MAX;
        yield air ? usual : now >= PASCAL_MIN ? "Pa" : "";
      }
      default -> usual;
    };
  }

  /// The name that says most of a value: its own, or one above it where that says nothing.
  ///
  /// @param otherwise when none does
  static String best(Leaf leaf, String otherwise) {
    String last = leaf.last();
    boolean generic = last.isEmpty() || GENERIC.contains(last.toLowerCase(Locale.ROOT));
    if (tells(last) || (!generic && leaf.unit().isEmpty())) {
      return last;
    }
    return leaf.names().reversed().stream()
        .filter(Words::tells)
        .findFirst()
        .orElse(generic ? otherwise : last);
  }

  /// Whether a name says nothing but that there is a value.
  static boolean isGeneric(String name) {
    return GENERIC.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether a key says in which mode something is.
  static boolean isMode(String key) {
    String last = words(key).getLast();
    return last.equals("mode") || last.equals("modus");
  }

  /// Whether a key says when something happened: `reported_at`, `updatedAt`.
  static boolean isMoment(String key) {
    return MOMENT.matcher(key).find();
  }

  /// Whether the key says what it is.
  static boolean tells(String key) {
    return !known(words(key)).isEmpty();
  }

  private static String known(List<String> words) {
    String whole = KNOWN.get(String.join("", words));
    if (whole != null) {
      return whole;
    }
    List<String> all = words.stream().map(Words::one).filter(KNOWN::containsKey).toList();
    if (all.isEmpty()) {
      return "";
    }
    String head = all.getLast(); // the battery's voltage, the current temperature
    boolean battery = BATTERIES.contains(head);
    String told =
        all.stream()
            .filter(word -> battery && OF_BATTERIES.contains(word))
            .findFirst()
            .orElse(head);
    return KNOWN.getOrDefault(told, "");
  }

  /// One of many: `temperatures` is a list of the first.
  private static String one(String word) {
    return word.endsWith("s") && !KNOWN.containsKey(word)
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static List<String> words(String key) {
    var words = new ArrayList<String>();
    for (String part : PARTS.split(PARTICLES.matcher(key).replaceAll("pm$1"))) {
      String word = part.toLowerCase(Locale.ROOT);
      boolean prefixed = !words.isEmpty() && PREFIXES.contains(words.getLast());
      if (prefixed && SUFFIXES.containsKey(words.getLast() + word)) { // kWh was parted
        words.set(words.size() - 1, words.getLast() + word);
      } else if (!word.isEmpty()) {
        words.add(KNOWN.containsKey(word) ? word : CHANNEL.matcher(word).replaceAll(""));
      }
    }
    return words.isEmpty() ? List.of("") : words;
  }
}
