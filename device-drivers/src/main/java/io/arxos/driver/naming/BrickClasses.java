package io.arxos.driver.naming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The classes of Brick. The words of a class's name are what must be known of a point for the
/// class to be right: `Supply_Air_Temperature_Sensor` needs supply, air, temperature and sensor.
public final class BrickClasses {
  /// The last word of the classes of points.
  private static final Set<String> KINDS =
      Set.of("sensor", "setpoint", "command", "status", "alarm", "limit", "parameter");

  /// Words that alone say what is measured or moved; one of them weighs more than three that say
  /// where.
  private static final Set<String> QUANTITIES =
      Set.of(
          ("temperature humidity pressure flow co2 co power energy speed position level occupancy"
                  + " motion voltage current frequency illuminance enthalpy dewpoint usage demand"
                  + " duration irradiance direction rain conductivity torque angle contact smoke"
                  + " leak fault mode battery tvoc pm1 pm2.5 pm10 ozone no2 formaldehyde methane"
                  + " ammonia radon luminance filter count generation run lockout freeze enable"
                  + " override reset grains frost")
              .split(" "));

  private static final Set<String> PARTS = Set.of("valve", "damper", "fan", "pump", "motor");

  private static final int QUANTITY_WEIGHT = 10;
  private static final int PART_WEIGHT = 8;
  private static final int SWITCHING_WEIGHT = 6;
  private static final int WORD_WEIGHT = 3;
  private static final int FILLER_WEIGHT = 1;

  private static final Set<String> SWITCHING = Set.of("on", "off", "start", "stop");

  /// Words that Brick puts in where people do not say them.
  private static final Set<String> FILLERS = Set.of("level", "target", "air");

  private static final Set<String> ALL = Set.copyOf(Table.lines("brick-classes.txt"));
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingInt(Candidate::weight)
          .reversed()
          .thenComparingInt(candidate -> candidate.name().length())
          .thenComparing(Candidate::name);
  private static final List<Candidate> POINTS = points();

  /// @param words of the class, in lower case
  private record Candidate(String name, List<String> words, int weight) {}

  private BrickClasses() {}

  public static boolean has(String name) {
    return ALL.contains(name);
  }

  /// Every class, in no order.
  public static Set<String> all() {
    return ALL;
  }

  /// The class of points all of whose words are known, and of these the one that says most; of
  /// equals the shortest, then the first by alphabet.
  static Optional<String> best(Set<String> known) {
    Set<String> words = new HashSet<>(known);
    for (Candidate candidate : POINTS) {
      if (words.containsAll(candidate.words)) {
        return Optional.of(candidate.name);
      }
    }
    return Optional.empty();
  }

  /// The words of a class, in lower case.
  static Set<String> words(String brickClass) {
    return Set.copyOf(List.of(brickClass.toLowerCase(Locale.ROOT).split("_")));
  }

  /// Whether a word alone says what is measured or moved.
  static boolean isQuantity(String word) {
    return QUANTITIES.contains(word);
  }

  private static List<Candidate> points() {
    List<Candidate> points = new ArrayList<>();
    for (String name : ALL) {
      List<String> words = List.copyOf(words(name));
      String last = name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
      if (KINDS.contains(last)) {
        points.add(new Candidate(name, words, words.stream().mapToInt(BrickClasses::weight).sum()));
      }
    }
    points.sort(BEST_FIRST);
    return List.copyOf(points);
  }

  private static int weight(String word) {
    if (FILLERS.contains(word)) {
      return FILLER_WEIGHT;
    }
    if (PARTS.contains(word)) {
      return PART_WEIGHT;
    }
    if (SWITCHING.contains(word)) {
      return SWITCHING_WEIGHT;
    }
    return QUANTITIES.contains(word) ? QUANTITY_WEIGHT : WORD_WEIGHT;
  }
}
