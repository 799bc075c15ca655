package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.Unit.Quantity;
import io.arxos.driver.Units;
import io.arxos.driver.coap.content.ObjectTable.ObjectType;
import io.arxos.driver.coap.content.ObjectTable.Resource;
import io.arxos.driver.coap.content.ObjectTable.Type;
import io.arxos.driver.naming.Meanings;
import io.arxos.driver.senml.SenmlUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a resource means: by its definition, and by what the device itself says its unit is.
final class ObjectMeaning {
  private static final double CERTAIN = 0.95;
  private static final double EXAMPLE = 0.8;
  private static final double GUESS = 0.4;
  private static final int DIMMER = 5851;
  private static final double PER_CENT_MAX = 100;

  /// Objects whose values are temperatures, whatever they are called.
  private static final Map<String, String> SPOKEN =
      Map.of(
          "c", "Cel",
          "cel", "Cel",
          "celcius", "Cel",
          "celsius", "Cel",
          "f", "[degF]",
          "fahrenheit", "[degF]",
          "k", "K",
          "percent", "%",
          "% rh", "%",
          "lux", "lx");

  private ObjectMeaning() {}

  /// @param said what `Sensor Units` says; empty when it does not
  /// @param application what the device says it is used for; empty when it does not
  static Meaning of(
      ObjectPath path, Resource resource, String said, String application, Reading reading) {
    if (resource.type() == Type.UNKNOWN) {
      Meaning named = Meanings.of("", said, application);
      return new Meaning(
          named.unit(), named.brickClass(), GUESS, List.of("no definition of " + path));
    }
    var reasons = new ArrayList<String>();
    ObjectType object = ObjectTable.object(path.object());
    reasons.add(
        (object == null ? "reusable resource " : "LwM2M " + object.name() + ", ")
            + resource.name());
    String unit = "";
    double confidence = object == null ? GUESS : CERTAIN;
    if (!said.isEmpty()) {
      Optional<Unit> known = unit(said);
      unit = known.map(Unit::code).orElse("");
      reasons.add(known.isPresent() ? "the device says " + said : "unit " + said + " is not known");
    } else if (!resource.unit().code().isEmpty()) {
      unit = unit(resource.unit().code()).map(Unit::code).orElse("");
      if (unit.isEmpty()) {
        reasons.add("unit " + resource.unit().code() + " is not known");
      } else if (resource.unit().example()) {
        confidence = EXAMPLE;
        reasons.add("unit is the definition's example: the device does not say its own");
      }
    }
    if (unit.isEmpty() && said.isEmpty() && isPlain(resource)) {
      unit = Units.ONE.code();
    }
    if (path.resource() == DIMMER && isAbovePerCent(reading)) {
      unit = "";
      confidence = GUESS;
      reasons.add("more than 100 %, so it is not per cent");
    }
    return new Meaning(unit, brickClass(resource, unit, application), confidence, reasons);
  }

  /// On and off, counts and states have no unit.
  private static boolean isPlain(Resource resource) {
    return switch (resource.type()) {
      case BOOLEAN -> true;
      case INTEGER, UNSIGNED -> resource.unit().code().isEmpty();
      case FLOAT, TEXT, OPAQUE, TIME, LINK, CORE_LINK, NONE, UNKNOWN -> false;
    };
  }

  private static boolean isAbovePerCent(Reading reading) {
    return reading instanceof Reading.Good(var value, var _) && value.number() > PER_CENT_MAX;
  }

  private static String brickClass(Resource resource, String unit, String application) {
    boolean temperature =
        Units.find(unit).filter(one -> one.quantity() == Quantity.TEMPERATURE).isPresent();
    if (resource.brickClass().equals("Setpoint") && temperature) {
      return "Temperature_Setpoint";
    }
    boolean generic = resource.brickClass().isEmpty() && resource.name().equals("Sensor Value");
    return generic ? Meanings.of("", unit, application).brickClass() : resource.brickClass();
  }

  /// The unit a device or a definition writes, in SenML's way or any other.
  static Optional<Unit> unit(String text) {
    String spoken = SPOKEN.get(text.strip().toLowerCase(Locale.ROOT));
    if (spoken != null) {
      return Units.find(spoken);
    }
    return SenmlUnits.find(text).or(() -> Units.named(text));
  }
}
