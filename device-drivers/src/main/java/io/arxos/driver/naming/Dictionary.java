package io.arxos.driver.naming;

import io.arxos.driver.naming.Tokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What words stand for. Built of `words.txt` and `equipment.txt`; a run of tokens is looked up as
/// one word, the longest first.
final class Dictionary {
  private static final int WORDS_MAX = 5;
  private static final int PART_LETTERS_MAX = 40;
  private static final int PART_LETTERS_MIN = 3;
  private static final int ENDING_LETTERS_MIN = 6;
  private static final int ENDING_PART_LETTERS_MIN = 5;
  private static final Map<String, Entry> WORDS = words();
  private static final Map<String, Kind> EQUIPMENT = equipment();

  /// What one word says.
  ///
  /// @param weak quantities that count only where there is no other
  /// @param unclear it has other meanings too
  record Entry(Set<String> features, Set<String> weak, boolean unclear) {}

  /// A kind of equipment.
  ///
  /// @param segment of the path
  /// @param features of all its points
  /// @param numbered the word means it only with a number behind it
  record Kind(
      String segment, String brickClass, String system, Set<String> features, boolean numbered) {}

  /// A run of tokens and what it says.
  ///
  /// @param to the token after it
  record Match(int from, int to, String text, @Nullable Entry entry, @Nullable Kind kind) {}

  private Dictionary() {}

  /// What stands in a name, from left to right; tokens that nobody knows have neither entry nor
  /// kind. Numbers are left out.
  static List<Match> read(List<Token> tokens) {
    List<Match> matches = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      Match match = tokens.get(at).number() ? null : longest(tokens, at);
      if (match != null) {
        matches.add(match);
        at = match.to();
      } else {
        at++;
      }
    }
    return matches;
  }

  static Optional<Kind> kind(String segment) {
    return EQUIPMENT.values().stream().filter(kind -> kind.segment().equals(segment)).findFirst();
  }

  /// Every class of equipment that can be said.
  static Set<String> equipmentClasses() {
    return EQUIPMENT.values().stream().map(Kind::brickClass).collect(Collectors.toSet());
  }

  private static Match longest(List<Token> tokens, int from) {
    for (int to = Math.min(tokens.size(), from + WORDS_MAX); to > from; to--) {
      List<Token> run = tokens.subList(from, to);
      if (run.stream().noneMatch(Token::number)) {
        String text = run.stream().map(Token::text).collect(Collectors.joining());
        Kind kind = EQUIPMENT.get(text);
        boolean number = to < tokens.size() && tokens.get(to).number();
        if (kind != null && (number || !kind.numbered())) {
          return new Match(from, to, text, null, kind);
        }
        Entry entry = WORDS.get(text);
        if (entry != null) {
          return new Match(from, to, text, entry, null);
        }
        if (kind != null && to == from + 1) {
          return new Match(from, to, text, null, null);
        }
      }
    }
    String word = tokens.get(from).text();
    Entry whole = compound(word);
    return new Match(from, from + 1, word, whole == null ? ending(word) : whole, null);
  }

  /// `vorlauftemperatursollwert` is three words; all of its letters must belong to one, but for an
  /// `s` between two.
  private static @Nullable Entry compound(String word) {
    return compounds(word, PART_LETTERS_MIN)[0];
  }

  /// What the word says from each letter on; null where that is no compound.
  private static @Nullable Entry[] compounds(String word, int lettersMin) {
    var best = new @Nullable Entry[word.length() + 1];
    best[word.length()] = new Entry(Set.of(), Set.of(), false);
    for (int from = word.length() - lettersMin; from >= 0; from--) {
      int longest = Math.min(word.length(), from + PART_LETTERS_MAX);
      for (int to = longest; to >= from + lettersMin && best[from] == null; to--) {
        Entry rest = best[to];
        if (rest == null && to < word.length() && word.charAt(to) == 's') {
          rest = best[to + 1];
        }
        Entry part = rest == null ? null : WORDS.get(word.substring(from, to));
        if (part != null && rest != null) {
          best[from] = joined(part, rest);
        }
      }
    }
    return best;
  }

  /// `speichertemperatur` is a temperature, whatever its beginning says.
  private static @Nullable Entry ending(String word) {
    @Nullable Entry[] ends = compounds(word, ENDING_PART_LETTERS_MIN);
    for (int from = 1; from <= word.length() - ENDING_LETTERS_MIN; from++) {
      Entry end = ends[from];
      if (end != null) {
        return new Entry(end.features(), end.weak(), true);
      }
    }
    return null;
  }

  private static Entry joined(Entry one, Entry other) {
    Set<String> features = new TreeSet<>(one.features());
    features.addAll(other.features());
    Set<String> weak = new TreeSet<>(one.weak());
    weak.addAll(other.weak());
    return new Entry(features, weak, one.unclear() || other.unclear());
  }

  private static Map<String, Entry> words() {
    Map<String, Entry> all = new HashMap<>();
    for (String line : Table.lines("words.txt")) {
      int colon = line.lastIndexOf(':');
      List<String> said = Arrays.asList(line.substring(colon + 1).strip().split(" +"));
      Set<String> features = new TreeSet<>();
      Set<String> weak = new TreeSet<>();
      for (String feature : said) {
        if (feature.startsWith("~")) {
          weak.add(feature.substring(1));
        } else if (!feature.equals("?")) {
          features.add(feature);
        }
      }
      var entry = new Entry(features, weak, said.contains("?"));
      keys(line.substring(0, colon)).forEach((key, _) -> all.putIfAbsent(key, entry));
    }
    return all;
  }

  private static Map<String, Kind> equipment() {
    Map<String, Kind> all = new HashMap<>();
    for (String line : Table.lines("equipment.txt")) {
      String[] columns = line.split("\\|", -1);
      String features = columns[3].strip();
      Set<String> said = features.isEmpty() ? Set.of() : Set.of(features.split(" +"));
      keys(columns[4])
          .forEach((key, numbered) ->
              all.putIfAbsent(
                  key,
                  new Kind(
                      columns[0].strip(), columns[1].strip(), columns[2].strip(), said, numbered)));
    }
    return all;
  }

  /// The words of a line as they are looked up, and whether each stood in angle brackets.
  private static Map<String, Boolean> keys(String words) {
    Map<String, Boolean> keys = new TreeMap<>();
    for (String word : words.split(",")) {
      String key = Tokens.of(word).stream().map(Token::text).collect(Collectors.joining());
      if (!key.isEmpty()) {
        keys.put(key, word.strip().startsWith("<"));
      }
    }
    return keys;
  }
}
