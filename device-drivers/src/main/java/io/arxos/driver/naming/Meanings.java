package io.arxos.driver.naming;

import io.arxos.driver.Meaning;
import io.arxos.driver.Unit;
import io.arxos.driver.Unit.Quantity;
import io.arxos.driver.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From what a device says of a point to its unit and class.
public final class Meanings {
  private static final double SURE = 0.9;
  private static final double UNIT_ASSUMED = 0.8;
  private static final double BY_UNIT = 0.5;
  private static final double UNIT_UNKNOWN = 0.6;
  private static final double UNIT_STRANGE = 0.4;

  /// Words of a name that may make the class of a quantity more special.
  private static final Set<String> SPECIAL =
      Set.of(
          ("supply return outside exhaust mixed zone room leaving entering hot chilled condenser"
                  + " domestic water air setpoint heating cooling occupied unoccupied thermal static"
                  + " differential max min limit average effective standby battery filter"
                  + " generation")
              .split(" "));

  /// Short names that are clear once the quantity is.
  private static final Map<String, Map<String, String>> IN_CONTEXT =
      Map.of(
          "temperature",
          Map.of("c", "Cel", "f", "[degF]", "k", "K", "°", "Cel"),
          "duration",
          Map.of("m", "mo", "w", "wk", "y", "a"));

  /// What a unit alone says.
  private static final Map<Quantity, String> BY_QUANTITY =
      Map.ofEntries(
          Map.entry(Quantity.TEMPERATURE, "Temperature_Sensor"),
          Map.entry(Quantity.POWER, "Power_Sensor"),
          Map.entry(Quantity.APPARENT_POWER, "Apparent_Power_Sensor"),
          Map.entry(Quantity.REACTIVE_POWER, "Reactive_Power_Sensor"),
          Map.entry(Quantity.REACTIVE_ENERGY, "Reactive_Energy_Sensor"),
          Map.entry(Quantity.ENERGY, "Energy_Sensor"),
          Map.entry(Quantity.PRESSURE, "Pressure_Sensor"),
          Map.entry(Quantity.VOLUME_FLOW, "Flow_Sensor"),
          Map.entry(Quantity.MASS_FLOW, "Flow_Sensor"),
          Map.entry(Quantity.VOLTAGE, "Voltage_Sensor"),
          Map.entry(Quantity.CURRENT, "Current_Sensor"),
          Map.entry(Quantity.ILLUMINANCE, "Illuminance_Sensor"),
          Map.entry(Quantity.IRRADIANCE, "Solar_Irradiance_Sensor"),
          Map.entry(Quantity.SPEED, "Speed_Sensor"),
          Map.entry(Quantity.CONDUCTIVITY, "Conductivity_Sensor"),
          Map.entry(Quantity.SPECIFIC_ENERGY, "Enthalpy_Sensor"),
          Map.entry(Quantity.TORQUE, "Torque_Sensor"),
          Map.entry(Quantity.ANGLE, "Angle_Sensor"),
          Map.entry(Quantity.VOLUME, "Usage_Sensor"),
          Map.entry(Quantity.TIME, "Duration_Sensor"));

  /// One letter, but for the temperature and the humidity of small sensors; how often something
  /// was.
  private static final Pattern SAYS_NOTHING =
      Pattern.compile(
          "^[a-gi-su-z]([-_ ]?(l?\\d+|[abc]))?$|[_ -](count|counter|cnt)[-_ ]?\\d*$|[a-z]Count(er)?\\d*$",
          Pattern.CASE_INSENSITIVE);

  private Meanings() {}

  /// What a point is taken for.
  ///
  /// @param quantity a word such as Home Assistant's device classes (`temperature`,
  ///   `carbon_dioxide`), a property of Zigbee2MQTT, a key of Tasmota or Shelly; empty for none
  /// @param unitText what the device writes for its unit; empty for none, then the quantity's usual
  ///   one is taken
  /// @param vendorName the point's own name, such as `Supply air temperature`; empty for none
  public static Meaning of(String quantity, String unitText, String vendorName) {
    Optional<Quantities.Quantity> known = Quantities.find(quantity);
    return known.isPresent()
        ? measured(known.get(), unitText, vendorName)
        : byNames(quantity, unitText, vendorName);
  }

  /// As [#of], of something that is on or off (Home Assistant's binary sensors and switches): there
  /// `battery` is a low battery and `gas` its smell, not a meter.
  public static Meaning binary(String quantity, String vendorName) {
    Quantities.Quantity known =
        Quantities.binary(quantity).or(() -> Quantities.find(quantity)).orElse(null);
    if (known == null || known.brickClass().isEmpty()) {
      return quantity.isEmpty()
          ? new Meaning("1", "Status", BY_UNIT, List.of("it is on or off"))
          : new Meaning("1", "Status", BY_UNIT, List.of("nothing is known of " + quantity));
    }
    String name = special(known.brickClass(), vendorName);
    return new Meaning("1", name, SURE, List.of(quantity + " is " + name));
  }

  /// Of what is only read: the class of a command becomes that of what it commands, if there is
  /// one.
  public static Meaning read(Meaning meaning) {
    String name = meaning.brickClass();
    if (!name.endsWith("_Command")) {
      return meaning;
    }
    name = name.substring(0, name.length() - "Command".length()) + "Sensor";
    while (name.contains("_") && !BrickClasses.has(name)) {
      name = name.substring(name.indexOf('_') + 1);
    }
    String sensed = name.contains("_") ? name : "";
    return new Meaning(meaning.unit(), sensed, meaning.confidence(), meaning.reasons());
  }

  private static Meaning measured(Quantities.Quantity known, String unitText, String vendorName) {
    List<String> reasons = new ArrayList<>();
    String brickClass = special(known.brickClass(), vendorName);
    Optional<Unit> usual = Units.find(known.unit());
    Optional<Unit> unit = unitText.isBlank() ? usual : unit(known.word(), unitText);
    double confidence = unitText.isBlank() ? UNIT_ASSUMED : SURE;
    reasons.add(
        brickClass.isEmpty()
            ? known.word() + " is nothing of the building"
            : known.word() + " is " + brickClass);
    if (unit.isEmpty() && !unitText.isBlank()) {
      reasons.add("the unit " + unitText.strip() + " is not known");
      confidence = UNIT_UNKNOWN;
    } else if (unit.isPresent() && usual.isPresent() && !unit.get().convertsTo(usual.get())) {
      reasons.add(unitText.strip() + " is a strange unit for " + known.word());
      confidence = UNIT_STRANGE;
    } else if (unitText.isBlank() && unit.isPresent() && !unit.get().code().equals("1")) {
      reasons.add(known.unit() + " is usual for it; the device does not say");
    }
    String code = unit.map(Unit::code).orElse("");
    return new Meaning(code, heatOrElectricity(brickClass, unit.orElse(null)), confidence, reasons);
  }

  /// Nobody meters electricity in joules, calories or British thermal units.
  private static String heatOrElectricity(String brickClass, @Nullable Unit unit) {
    boolean energy =
        unit != null && unit.quantity() == Quantity.ENERGY && !unit.symbol().endsWith("Wh");
    boolean power =
        unit != null && unit.quantity() == Quantity.POWER && !unit.symbol().endsWith("W");
    return switch (brickClass) {
      case "Electric_Energy_Sensor" -> energy ? "Energy_Sensor" : brickClass;
      case "Electric_Power_Sensor" -> power ? "Power_Sensor" : brickClass;
      default -> brickClass;
    };
  }

  private static Meaning byNames(String quantity, String unitText, String vendorName) {
    Optional<Unit> unit = unit(quantity, unitText);
    NameProposal read = PointNames.read((quantity + " " + vendorName).strip());
    Meaning named = read.meaning();
    if (unitText.isBlank() && says(SAYS_NOTHING, quantity + vendorName)) {
      return new Meaning("", "", 0, List.of("a letter or a count says too little"));
    }
    if (unitText.isBlank() && named.reasons().contains("p is pressure")) {
      return new Meaning("", "", 0, List.of("p may be a pressure, a power, a port"));
    }
    boolean priced = unit.isEmpty() && unitText.contains("/"); // such as ct/kWh
    boolean says = named.brickClass().contains("_") && fits(named, unit) && !priced;
    if (says) {
      boolean percent =
          named.unit().equals("%") // or a number of turns
              && BrickClasses.words(named.brickClass()).contains("speed");
      String usual = unitText.isBlank() && !percent ? named.unit() : "";
      String code = unit.map(Unit::code).orElse(usual);
      return new Meaning(code, named.brickClass(), named.confidence(), named.reasons());
    }
    String byUnit = unit.map(one -> BY_QUANTITY.getOrDefault(one.quantity(), "")).orElse("");
    if (unit.isPresent()) {
      String brickClass = byUnit.isEmpty() ? "" : special(byUnit, vendorName);
      double confidence = byUnit.isEmpty() ? UNIT_STRANGE : BY_UNIT;
      return new Meaning(
          unit.get().code(), brickClass, confidence, List.of("its unit is " + unitText.strip()));
    }
    return unitText.isBlank()
        ? new Meaning("", named.brickClass(), named.confidence() / 2, named.reasons())
        : new Meaning("", "", 0, List.of("the unit " + unitText.strip() + " is not known"));
  }

  private static boolean says(Pattern form, String name) {
    return form.matcher(name.strip()).find();
  }

  private static boolean fits(Meaning named, Optional<Unit> unit) {
    Optional<Unit> usual = Units.find(named.unit());
    return unit.isEmpty() || usual.isEmpty() || usual.get().convertsTo(unit.get());
  }

  private static Optional<Unit> unit(String word, String unitText) {
    String text = unitText.strip().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Map<String, String>> context : IN_CONTEXT.entrySet()) {
      String code = context.getValue().get(text);
      if (code != null && (word.contains(context.getKey()) || isTemperature(word, context))) {
        return Units.find(code);
      }
    }
    Optional<Unit> unit = Units.named(unitText);
    boolean difference =
        word.contains("delta")
            || word.contains("difference")
            || Quantities.find(word).filter(known -> known.unit().endsWith("{diff}")).isPresent();
    return difference
        ? unit.flatMap(one -> Units.find(one.code() + "{diff}")).or(() -> unit)
        : unit;
  }

  private static boolean isTemperature(String word, Map.Entry<String, Map<String, String>> of) {
    return of.getKey().equals("temperature")
        && Quantities.find(word).filter(known -> known.unit().equals("Cel")).isPresent();
  }

  /// The class made as special as the name allows; it stays what it is.
  private static String special(String brickClass, String vendorName) {
    if (brickClass.isEmpty() || vendorName.isBlank()) {
      return brickClass;
    }
    var reader = new NameReader(vendorName);
    Set<String> its = BrickClasses.words(brickClass);
    Set<String> said = reader.features().copy();
    said.retainAll(SPECIAL);
    if (its.contains("status") || its.contains("alarm") || its.contains("command")) {
      said.remove("setpoint");
    }
    var features = new Features();
    Set<String> base = new HashSet<>(its);
    if (said.contains("setpoint")) {
      base.remove("sensor");
    }
    if (said.contains("thermal")) {
      base.remove("electric");
      base.addAll(its.contains("energy") ? Set.of("thermal", "usage") : Set.of("thermal"));
    }
    features.add(base, Set.of());
    features.add(said, Set.of());
    Set<String> known = features.complete(reader.equipment());
    Set<String> quantity = new HashSet<>(its);
    quantity.removeIf(word -> !BrickClasses.isQuantity(word));
    return BrickClasses.best(known)
        .filter(found -> BrickClasses.words(found).containsAll(quantity))
        .filter(found -> BrickClasses.words(found).size() >= its.size())
        .orElse(brickClass);
  }
}
