package io.arxos.cloud.config;

import io.arxos.cloud.config.CloudConfig.Source;
import io.arxos.cloud.config.YamlFile.Entry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Settings asked key by key; mistakes are collected. A key that was never asked for is one of
/// them.
final class Settings {
  private static final String PREFIX = "ARXOS_CLOUD_";
  private static final int TYPO_EDITS_MAX = 3;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(s|min|h|d)");

  private final Source source;
  private final Map<String, Entry> file;
  private final TreeSet<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  private Settings(Source source, Map<String, Entry> file) {
    this.source = source;
    this.file = file;
  }

  static Settings of(Source source) throws BadConfig {
    Path file = source.file();
    return new Settings(source, file == null ? Map.of() : YamlFile.read(file));
  }

  String text(String key, String otherwise) {
    String value = find(key);
    return value == null ? otherwise : value;
  }

  int number(String key, int min, int max, int otherwise) {
    String value = find(key);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    problem(key, key + " is \"" + value + "\"; it must be a whole number, " + min + " to " + max);
    return otherwise;
  }

  /// A whole number with s, min, h or d behind it.
  Duration duration(String key, Duration min, Duration max, String otherwise) {
    String value = find(key);
    Optional<Duration> duration = duration(value == null ? otherwise : value);
    if (duration.isPresent()
        && duration.get().compareTo(min) >= 0
        && duration.get().compareTo(max) <= 0) {
      return duration.get();
    }
    problem(
        key,
        "%s is \"%s\"; it must be a time such as 30min or 1h, %d s to %d d"
            .formatted(key, value, min.toSeconds(), max.toDays()));
    return min;
  }

  private static Optional<Duration> duration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(match.group(1));
    return Optional.of(
        switch (match.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "min" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  @Nullable Path path(String key) {
    String value = find(key);
    if (value == null || value.isEmpty()) {
      return null;
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException _) {
      problem(key, key + " is no path: \"" + value + "\"");
      return null;
    }
  }

  Path path(String key, Path otherwise) {
    Path path = path(key);
    return path == null ? otherwise : path;
  }

  void problem(String key, String message) {
    problems.add(where(key) + "  " + message);
  }

  void done() throws BadConfig {
    for (Map.Entry<String, Entry> entry : file.entrySet()) {
      if (!known.contains(entry.getKey())) {
        problem(
            entry.getKey(),
            "unknown key " + entry.getKey() + "; " + suggestion(entry.getKey(), known));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadConfig(problems);
    }
  }

  private @Nullable String find(String key) {
    known.add(key);
    String flag = source.flags().get(key);
    if (flag != null) {
      return flag;
    }
    String variable = source.environment().get(variable(key));
    if (variable != null) {
      return variable;
    }
    Entry entry = file.get(key);
    return entry == null ? null : entry.value();
  }

  private String where(String key) {
    if (source.flags().containsKey(key)) {
      return "--" + key.replace('.', '-');
    }
    if (source.environment().containsKey(variable(key))) {
      return variable(key);
    }
    Entry entry = file.get(key);
    return entry == null ? String.valueOf(source.file()) : source.file() + ":" + entry.line();
  }

  private static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String suggestion(String wrong, Collection<String> right) {
    String nearest = "";
    int best = TYPO_EDITS_MAX + 1;
    for (String candidate : right) {
      int edits = edits(wrong, candidate);
      if (edits < best) {
        best = edits;
        nearest = candidate;
      }
    }
    return nearest.isEmpty()
        ? "known: " + String.join(", ", right)
        : "did you mean " + nearest + "?";
  }

  /// Edit distance (Levenshtein).
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    java.util.Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
