package io.arxos.driver.naming;

import io.arxos.driver.naming.Dictionary.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a point, as words of Brick's classes, completed by what everybody in the trade
/// knows: what leaves a boiler is hot water, what is supplied by an air handler is air.
final class Features {
  /// What can be said of an air stream.
  private static final Set<String> OF_AIR =
      Set.of("temperature", "humidity", "flow", "static", "dewpoint", "enthalpy", "co2", "co");

  private static final Set<String> AIR_PLACES =
      Set.of("supply", "return", "exhaust", "outside", "mixed", "zone", "room", "preheat");
  private static final Set<String> WATERS = Set.of("hot", "chilled", "condenser", "domestic");
  private static final List<String> KINDS =
      List.of("setpoint", "command", "status", "alarm", "limit", "parameter", "sensor");
  private static final Set<String> ALARMS = Set.of("smoke", "leak");
  private static final Set<String> SENSORS_ONLY = Set.of("contact", "motion", "illuminance");

  private final Set<String> words = new TreeSet<>();
  private final Set<String> weak = new TreeSet<>();
  private boolean kindGiven;
  private boolean kindGuessed;

  void add(Set<String> features, Set<String> weaker) {
    for (String feature : features) {
      addOne(feature);
    }
    weak.addAll(weaker);
  }

  /// A later kind takes the place of an earlier one: the state of a command is a state.
  private void addOne(String feature) {
    if (KINDS.contains(feature) && !feature.equals("limit")) {
      boolean firm = words.contains("setpoint") && !feature.equals("setpoint");
      if (firm) {
        return;
      }
      KINDS.forEach(words::remove);
      kindGiven = true;
    }
    words.add(feature);
  }

  boolean has(String feature) {
    return words.contains(feature);
  }

  boolean isEmpty() {
    return words.isEmpty() && weak.isEmpty();
  }

  /// Whether a word said it: not sensor by default.
  boolean kindGiven() {
    return kindGiven;
  }

  /// Whether the kind is a guess: a valve's bare name may be its command or its position.
  boolean kindGuessed() {
    return kindGuessed;
  }

  /// All that is known, of a point of that equipment.
  Set<String> complete(@Nullable Kind equipment) {
    settleWeak();
    unsaidTemperature(equipment);
    fromEquipment(equipment);
    media(equipment);
    parts();
    kinds();
    fillers();
    return words;
  }

  private void settleWeak() {
    boolean feedback = weak.remove("feedback");
    if (words.stream().noneMatch(BrickClasses::isQuantity)) {
      words.addAll(weak);
    }
    if (feedback && !kindGiven) {
      boolean travels = has("valve") || has("damper") || has("position") || has("speed");
      addOne(travels ? "sensor" : "status");
      if (has("valve") || has("damper")) {
        words.add("position");
      }
    }
  }

  /// A place or a set-point of which nobody says what is measured there is a temperature;
  /// `Vorlauf`.
  private void unsaidTemperature(@Nullable Kind equipment) {
    Set<String> its = equipment == null ? Set.of() : equipment.features();
    boolean part = has("valve") || has("damper") || has("fan") || has("pump") || has("status");
    boolean place = Stream.of("leaving", "entering", "room", "zone").anyMatch(this::has);
    place |= has("setpoint") && (its.contains("room") || its.contains("zone"));
    boolean aimed =
        has("setpoint")
            && (has("supply")
                || has("return")
                || has("mixed")
                || has("heating")
                || has("cooling")
                || has("hot")
                || has("chilled"));
    if (!part && (place || aimed) && words.stream().noneMatch(BrickClasses::isQuantity)) {
      words.add("temperature");
      kindGuessed = true;
    }
  }

  private void fromEquipment(@Nullable Kind equipment) {
    Set<String> its = equipment == null ? Set.of() : equipment.features();
    boolean measured = words.stream().anyMatch(BrickClasses::isQuantity);
    if (its.contains("pump") || its.contains("fan")) {
      words.addAll(its);
    }
    for (String place : List.of("room", "zone", "outside")) {
      if (its.contains(place) && measured && !placed()) {
        words.add(place);
      }
    }
    if (its.contains("thermal") && (has("power") || has("energy"))) {
      words.remove("electric");
      words.add("thermal");
      words.add(has("energy") ? "usage" : "power");
    } else if (has("power") && !has("thermal") && !has("apparent") && !has("reactive")) {
      words.add("electric");
    }
    if (its.contains("electric") && has("energy")) {
      words.add("electric");
    }
    if (its.contains("gas") && (has("flow") || has("usage") || has("energy"))) {
      words.addAll(Set.of("natural", "gas"));
    }
    if (its.contains("air") && has("flow") && !has("water")) {
      words.add("air");
    }
    if (its.contains("water") && (has("usage") || has("flow"))) {
      words.add("water");
    }
  }

  private boolean placed() {
    return words.stream().anyMatch(AIR_PLACES::contains) || has("water") || has("leaving");
  }

  private void media(@Nullable Kind equipment) {
    Set<String> its = equipment == null ? Set.of() : equipment.features();
    boolean wet =
        has("leaving") || has("entering") || has("water") || words.stream().anyMatch(this::wet);
    boolean hydronic =
        its.contains("water")
            || its.contains("hot")
            || its.contains("chilled")
            || its.contains("thermal");
    if (has("temperature") || has("flow") || has("pressure")) {
      wet |= hydronic && !has("air") && !has("room") && !has("zone") && !has("outside");
    }
    if (wet
        && (has("leaving")
            || has("entering")
            || has("temperature")
            || has("flow")
            || has("pressure")
            || hydronic && (has("supply") || has("return")))) {
      turn("supply", "leaving");
      turn("return", "entering");
      words.add("water");
      words.remove("air");
      temper(its);
    } else if (words.stream().anyMatch(OF_AIR::contains)
        && words.stream().anyMatch(AIR_PLACES::contains)) {
      words.add("air");
    }
  }

  private boolean wet(String word) {
    return WATERS.contains(word);
  }

  private void turn(String from, String to) {
    if (words.remove(from)) {
      words.add(to);
    }
  }

  /// Hot or chilled, by what heats or cools it.
  private void temper(Set<String> equipment) {
    if (words.stream().anyMatch(this::wet)) {
      if (has("domestic")) {
        words.add("hot");
      }
      return;
    }
    boolean directed = has("leaving") || has("entering");
    if (equipment.contains("hot") || directed && has("heating")) {
      words.add("hot");
    } else if (equipment.contains("chilled") || directed && has("cooling")) {
      words.add("chilled");
    } else if (equipment.contains("condenser")) {
      words.add("condenser");
    }
    if (equipment.contains("domestic")) {
      words.addAll(Set.of("domestic", "hot"));
    }
  }

  private void parts() {
    boolean measured =
        Set.of("temperature", "pressure", "flow", "power", "energy", "current").stream()
            .anyMatch(this::has);
    boolean moved = has("valve") || has("damper");
    boolean driven = has("fan") || has("pump");
    if (moved && !measured) {
      if (has("position")) {
        guessKind("sensor");
        kindGuessed = false;
      }
      words.add("position");
      guessKind("command");
    } else if (driven && has("speed")) {
      guessKind("command");
    } else if ((driven || has("filter")) && !measured) {
      guessKind("status");
    } else if ((has("heating") || has("cooling") || has("reheat"))
        && !measured
        && words.stream().noneMatch(BrickClasses::isQuantity)) {
      guessKind("command");
    }
  }

  private void guessKind(String kind) {
    if (!kindGiven && KINDS.stream().noneMatch(this::has)) {
      words.add(kind);
      kindGuessed = true;
    }
  }

  private void kinds() {
    if (ALARMS.stream().anyMatch(this::has)) {
      KINDS.forEach(words::remove);
      words.add("alarm");
    } else if (SENSORS_ONLY.stream().anyMatch(this::has) && !has("setpoint") && !has("alarm")) {
      KINDS.forEach(words::remove);
      words.add("sensor");
    }
    boolean measured = has("temperature") || has("humidity") || has("pressure");
    if (measured && (has("command") || has("status") && !has("freeze") && !has("fault"))) {
      turn("command", has("enable") || has("override") ? "command" : "setpoint");
      turn("status", "sensor");
    }
    if (KINDS.stream().noneMatch(this::has)) {
      words.add("sensor");
    }
  }

  private void fillers() {
    boolean setpoint = has("setpoint");
    if (has("zone") && setpoint) {
      words.add("target");
    }
    if (has("room")
        && (has("humidity") || has("co2") || setpoint && (has("heating") || has("cooling")))) {
      words.add("zone");
    }
    if (has("co2") || has("humidity")) {
      words.add("level");
    }
  }

  /// A copy that can be changed.
  Set<String> copy() {
    return new HashSet<>(words);
  }
}
