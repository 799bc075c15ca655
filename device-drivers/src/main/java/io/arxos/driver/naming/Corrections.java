package io.arxos.driver.naming;

import io.arxos.driver.DurableFile;
import io.arxos.driver.Meaning;
import io.arxos.driver.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an installer said of names that were read wrong. It holds for every name of the same
/// pattern: `AHU1_XT` and `AHU12_XT` differ in a number only. Kept in a file of one line per
/// pattern that can be read and edited: pattern, unit, class, and the name it was said of, with
/// tabs between.
public final class Corrections {
  private static final double CONFIDENCE = 0.98;
  private static final int PATTERNS_MAX = 2_000;
  private static final int COLUMNS = 4;

  private final @Nullable Path file;
  private final Map<String, Correction> patterns = new LinkedHashMap<>();

  private record Correction(String unit, String brickClass, String name) {}

  private Corrections(@Nullable Path file) {
    this.file = file;
  }

  /// None, and what is learnt is forgotten with the process.
  public static Corrections none() {
    return new Corrections(null);
  }

  /// Of a file that need not be there. Lines that cannot be used are left out.
  public static Corrections of(Path file) throws IOException {
    var corrections = new Corrections(file);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        corrections.take(line);
      }
    }
    return corrections;
  }

  /// What a point with that name is, as far as somebody has said so; else what is thought of it.
  public synchronized Meaning corrected(String name, Meaning thought) {
    Correction said = patterns.get(pattern(name));
    if (said == null) {
      return thought;
    }
    List<String> reasons = new ArrayList<>();
    reasons.add("you said so of " + said.name());
    reasons.addAll(thought.reasons());
    String unit = said.unit().isEmpty() ? thought.unit() : said.unit();
    return new Meaning(unit, said.brickClass(), CONFIDENCE, reasons);
  }

  /// Remembers what somebody said; the newest word counts.
  ///
  /// @throws IllegalArgumentException when the class is none of Brick's, or the unit is none
  public synchronized void learn(String name, String unit, String brickClass) throws IOException {
    if (!BrickClasses.has(brickClass)) {
      throw new IllegalArgumentException(brickClass + " is not a class of Brick");
    }
    if (!unit.isEmpty() && Units.find(unit).isEmpty()) {
      throw new IllegalArgumentException(unit + " is not a unit; " + Units.suggestion(unit));
    }
    String pattern = pattern(name);
    patterns.remove(pattern);
    patterns.put(pattern, new Correction(unit, brickClass, oneLine(name)));
    if (patterns.size() > PATTERNS_MAX) {
      patterns.remove(patterns.keySet().iterator().next());
    }
    save();
  }

  /// `AHU2_SAT_SP` → `ahu # sat sp`.
  static String pattern(String name) {
    return Tokens.of(name).stream()
        .map(token -> token.number() ? "#" : token.text())
        .collect(Collectors.joining(" "));
  }

  private void take(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length == COLUMNS
        && BrickClasses.has(columns[2])
        && (columns[1].isEmpty() || Units.find(columns[1]).isPresent())
        && patterns.size() < PATTERNS_MAX) {
      patterns.put(columns[0], new Correction(columns[1], columns[2], columns[3]));
    }
  }

  private void save() throws IOException {
    if (file == null) {
      return;
    }
    var lines = new StringBuilder();
    patterns.forEach((pattern, said) ->
        lines
            .append(String.join("\t", pattern, said.unit(), said.brickClass(), said.name()))
            .append('\n'));
    DurableFile.replace(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String oneLine(String name) {
    return name.replaceAll("\\s+", " ").strip();
  }
}
