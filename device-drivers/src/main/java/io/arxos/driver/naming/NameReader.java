package io.arxos.driver.naming;

import io.arxos.driver.Meaning;
import io.arxos.driver.naming.Dictionary.Kind;
import io.arxos.driver.naming.Dictionary.Match;
import io.arxos.driver.naming.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads one name.
final class NameReader {
  private static final double START = 0.35;
  private static final double QUANTITY_KNOWN = 0.25;
  private static final double SPECIFIC = 0.15;
  private static final double KIND_GIVEN = 0.1;
  private static final double ALL_UNDERSTOOD = 0.1;
  private static final double UNCLEAR = -0.15;
  private static final double UNKNOWN_WORD = -0.08;
  private static final double LEAST = 0.05;
  private static final double MOST = 0.95;
  private static final int SPECIFIC_WORDS = 4;
  private static final int SEGMENT_NUMBERS_MAX = 3;

  /// Letters that mean something where they stand alone.
  private static final Map<String, String> LETTERS = Map.of("t", "temperature", "p", "pressure");

  /// Letters that mean something at the end.
  private static final Map<String, String> LAST_LETTERS =
      Map.of("s", "status", "c", "command", "h", "humidity", "f", "flow", "a", "alarm");

  private final List<Token> tokens;
  private final Features features = new Features();
  private final List<String> reasons = new ArrayList<>();
  private @Nullable Kind equipment;
  private String number = "";
  private int unclear;
  private int unknown;

  NameReader(String name) {
    tokens = Tokens.of(name);
    List<Match> matches = Dictionary.read(tokens);
    for (Match match : matches) {
      take(match, match == matches.getLast());
    }
  }

  Features features() {
    return features;
  }

  @Nullable Kind equipment() {
    return equipment;
  }

  List<String> reasons() {
    return reasons;
  }

  /// What the whole name says.
  NameProposal proposal(String name) {
    boolean nothing = features.isEmpty();
    Set<String> known = features.complete(equipment);
    String brickClass = nothing ? "" : BrickClasses.best(known).orElse("");
    String unit = nothing ? "" : UsualUnits.of(known);
    if (!unit.isEmpty() && !unit.equals("1")) {
      reasons.add(unit + " is usual for it; the name does not say the unit");
    }
    if (features.kindGuessed()) {
      reasons.add("the name does not say whether it is written or read");
    }
    var meaning = new Meaning(unit, brickClass, nothing ? 0 : confidence(known), reasons);
    String point = Segments.ofClass(brickClass);
    return new NameProposal(
        meaning,
        kind(known),
        segment(),
        equipment == null ? "" : equipment.brickClass(),
        equipment == null ? "" : equipment.system(),
        known.size() < 2 || point.isEmpty() ? Segments.of(name) : point);
  }

  private void take(Match match, boolean last) {
    if (match.kind() != null) {
      takeEquipment(match.kind(), match);
    } else if (match.entry() != null) {
      var entry = match.entry();
      features.add(entry.features(), entry.weak());
      unclear += entry.unclear() ? 1 : 0;
      Set<String> said = new TreeSet<>(entry.features());
      said.addAll(entry.weak());
      if (!said.equals(Set.of("value"))) {
        reasons.add(
            match.text() + " is " + String.join(" ", said) + (entry.unclear() ? ", perhaps" : ""));
      }
    } else {
      String letter = LETTERS.get(match.text());
      if (letter == null && last) {
        letter = LAST_LETTERS.get(match.text());
      }
      if (letter != null) {
        features.add(Set.of(letter), Set.of());
        reasons.add(match.text() + " is " + letter);
      } else {
        unknown++;
      }
    }
  }

  private void takeEquipment(Kind kind, Match match) {
    if (kind.features().contains("room")
        || kind.features().contains("pump")
        || kind.features().contains("fan")) {
      features.add(placeOf(kind), Set.of());
    }
    String its = numbers(match.to());
    if (equipment == null || number.isEmpty() && !its.isEmpty()) {
      equipment = kind;
      number = its;
      reasons.add(0, (match.text() + " " + its).strip() + " is " + kind.brickClass());
    }
  }

  private static Set<String> placeOf(Kind kind) {
    return kind.features().contains("room") ? Set.of() : kind.features();
  }

  private String numbers(int from) {
    List<String> found = new ArrayList<>();
    for (int at = from;
        at < tokens.size() && tokens.get(at).number() && found.size() < SEGMENT_NUMBERS_MAX;
        at++) {
      found.add(tokens.get(at).text());
    }
    return String.join("-", found);
  }

  private String segment() {
    if (equipment == null) {
      return "";
    }
    return number.isEmpty() ? equipment.segment() : equipment.segment() + "-" + number;
  }

  private double confidence(Set<String> known) {
    boolean quantity = known.stream().anyMatch(BrickClasses::isQuantity);
    double confidence = START + (quantity ? QUANTITY_KNOWN : 0);
    confidence += known.size() >= SPECIFIC_WORDS ? SPECIFIC : 0;
    confidence += features.kindGiven() ? KIND_GIVEN : 0;
    confidence += unknown == 0 ? ALL_UNDERSTOOD : unknown * UNKNOWN_WORD;
    confidence += (unclear + (features.kindGuessed() ? 1 : 0)) * UNCLEAR;
    return Math.round(Math.clamp(confidence, LEAST, MOST) * 100) / 100.0;
  }

  private static NameProposal.Kind kind(Set<String> known) {
    for (NameProposal.Kind kind : NameProposal.Kind.values()) {
      if (known.contains(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return NameProposal.Kind.SENSOR;
  }
}
