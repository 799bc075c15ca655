package io.arxos.driver;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A section of a configuration file, asked key by key. Mistakes are collected, not thrown: a wrong
/// value is reported with its line and a harmless value is returned, and [#done] reports every key
/// that nobody asked for with the nearest that somebody did. The reader of the file throws the
/// whole list away or stops with it.
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
  private static final int TYPO_EDITS_MAX = 3;

  /// A value and where it stands.
  ///
  /// @param value String, Long (BigInteger where it is too small), Double, Boolean, `List<Entry>`
  ///   or `Map<String, Entry>` (which keeps the file's order)
  public record Entry(Object value, int line) {}

  private final String file;
  private final int line;
  private final Map<String, Entry> entries;
  private final Consumer<Problem> problems;
  private final Set<String> known = new TreeSet<>();

  public Settings(String file, int line, Map<String, Entry> entries, Consumer<Problem> problems) {
    this.file = file;
    this.line = line;
    this.entries = new LinkedHashMap<>(entries);
    this.problems = problems;
  }

  /// Settings without a file, for tests and for drivers made by code. Nested maps and lists become
  /// sections.
  public static Settings of(Map<String, ?> values, Consumer<Problem> problems) {
    return new Settings("(code)", 0, entriesOf(values), problems);
  }

  public int line() {
    return line;
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  public String file() {
    return file;
  }

  /// What nobody has asked for yet, for whoever understands it.
  public Map<String, Entry> rest() {
    Map<String, Entry> rest = new LinkedHashMap<>(entries);
    rest.keySet().removeAll(known);
    return rest;
  }

  public boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /// Reports a problem at the line of a key, or of the section when the key is not there.
  public void problem(String key, String message) {
    Entry entry = entries.get(key);
    problems.accept(new Problem(file, entry == null ? line : entry.line(), message));
  }

  /// A required text. Reports and returns "" when it is missing.
  public String text(String key) {
    Entry entry = required(key);
    return entry == null ? "" : asText(key, entry);
  }

  public String text(String key, String otherwise) {
    Entry entry = find(key);
    return entry == null ? otherwise : asText(key, entry);
  }

  /// A file's place; null when it is not given or is none, which is reported.
  public @Nullable Path path(String key) {
    String text = text(key, "");
    try {
      return text.isEmpty() ? null : Path.of(text);
    } catch (InvalidPathException _) {
      problem(key, key + " is not a path");
      return null;
    }
  }

  /// A required whole number in `[min, max]`.
  public long integer(String key, long min, long max) {
    Entry entry = required(key);
    return entry == null ? min : asInteger(key, entry, min, max);
  }

  public long integer(String key, long min, long max, long otherwise) {
    Entry entry = find(key);
    return entry == null ? otherwise : asInteger(key, entry, min, max);
  }

  public double number(String key, double otherwise) {
    Entry entry = find(key);
    return entry == null ? otherwise : asNumber(key, entry.value(), otherwise);
  }

  /// A number, or null when the key is absent.
  public @Nullable Double number(String key) {
    Entry entry = find(key);
    return entry == null ? null : Double.valueOf(asNumber(key, entry.value(), 0));
  }

  public boolean flag(String key, boolean otherwise) {
    Entry entry = find(key);
    if (entry == null) {
      return otherwise;
    }
    if (entry.value() instanceof Boolean flag) {
      return flag;
    }
    problem(key, key + " is " + show(entry.value()) + "; it must be true or false");
    return otherwise;
  }

  /// A duration such as `250ms`, `5s`, `15m`, `4h`, `7d`.
  public Duration duration(String key, Duration otherwise) {
    Entry entry = find(key);
    if (entry == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(String.valueOf(entry.value()));
    if (!matcher.matches()) {
      problem(
          key,
          key + " is " + show(entry.value()) + "; it must be a duration such as 5s, 15m or 4h");
      return otherwise;
    }
    long unitMillis =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unitMillis));
  }

  /// One of an enum's names, written in lower case with hyphens. Without `otherwise` the key is
  /// required.
  public <E extends Enum<E>> E choice(String key, Class<E> type, @Nullable E otherwise) {
    E[] all = type.getEnumConstants();
    Entry entry = otherwise == null ? required(key) : find(key);
    if (entry == null) {
      return otherwise == null ? all[0] : otherwise;
    }
    for (E one : all) {
      if (nameOf(one).equals(entry.value())) {
        return one;
      }
    }
    List<String> names = Arrays.stream(all).map(Settings::nameOf).toList();
    problem(
        key,
        key
            + " is "
            + show(entry.value())
            + "; "
            + suggestion(String.valueOf(entry.value()), names));
    return otherwise == null ? all[0] : otherwise;
  }

  /// A section that may be absent; asking an absent section for required keys reports nothing new.
  public @Nullable Settings section(String key) {
    Entry entry = find(key);
    return entry == null ? null : asSection(key, entry);
  }

  /// A list of sections, empty when the key is absent.
  public List<Settings> sections(String key) {
    return list(key).stream().map(item -> asSection(key, item)).toList();
  }

  /// A list of texts, empty when the key is absent.
  public List<String> texts(String key) {
    return list(key).stream().map(item -> asText(key, item)).toList();
  }

  /// A list of numbers, empty when the key is absent.
  public List<Double> numbers(String key) {
    return list(key).stream().map(item -> asNumber(key, item.value(), 0)).toList();
  }

  /// The plain value of a key: String, Long, Double or Boolean; null when absent or not plain.
  public @Nullable Object plain(String key) {
    Entry entry = find(key);
    return entry == null || entry.value() instanceof Map || entry.value() instanceof List
        ? null
        : entry.value();
  }

  /// A plain value as text, for people; empty when the key is absent or not plain.
  public String shown(String key) {
    Object value = plain(key);
    return value == null ? "" : value.toString();
  }

  /// Call last: every key that was not asked for is a problem.
  public void done() {
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        problem(key, "unknown key " + key + "; " + suggestion(key, List.copyOf(known)));
      }
    }
  }

  /// "did you mean …?" when something is near, else the whole list.
  public static String suggestion(String wrong, List<String> right) {
    String nearest = "";
    int best = TYPO_EDITS_MAX + 1;
    for (String candidate : right) {
      int edits = edits(wrong, candidate);
      if (edits < best && edits < wrong.length()) {
        best = edits;
        nearest = candidate;
      }
    }
    return nearest.isEmpty()
        ? "known here: " + right.stream().sorted().collect(Collectors.joining(", "))
        : "did you mean " + nearest + "?";
  }

  private @Nullable Entry find(String key) {
    known.add(key);
    return entries.get(key);
  }

  private @Nullable Entry required(String key) {
    Entry entry = find(key);
    if (entry == null) {
      problems.accept(new Problem(file, line, "missing key " + key));
    }
    return entry;
  }

  @SuppressWarnings("unchecked") // an Entry's lists hold entries, by its contract
  private List<Entry> list(String key) {
    Entry entry = find(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof List<?> list) {
      return (List<Entry>) list;
    }
    problem(key, key + " must be a list");
    return List.of();
  }

  @SuppressWarnings("unchecked") // an Entry's maps hold entries, by its contract
  private Settings asSection(String key, Entry entry) {
    if (entry.value() instanceof Map<?, ?> map) {
      return new Settings(file, entry.line(), (Map<String, Entry>) map, problems);
    }
    problems.accept(
        new Problem(
            file, entry.line(), key + " must have keys of its own, not " + show(entry.value())));
    return new Settings(file, entry.line(), Map.of(), _ -> {});
  }

  private String asText(String key, Entry entry) {
    if (entry.value() instanceof Map || entry.value() instanceof List) {
      problems.accept(new Problem(file, entry.line(), key + " must be plain text"));
      return "";
    }
    return String.valueOf(entry.value());
  }

  private long asInteger(String key, Entry entry, long min, long max) {
    if (entry.value() instanceof Long number && number >= min && number <= max) {
      return number;
    }
    problem(
        key,
        key + " is " + show(entry.value()) + "; it must be a whole number, " + min + " to " + max);
    return min;
  }

  private double asNumber(String key, Object value, double otherwise) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    problem(key, key + " is " + show(value) + "; it must be a number");
    return otherwise;
  }

  private static String show(Object value) {
    return value instanceof Map || value instanceof List
        ? "a list or section"
        : "\"" + value + "\"";
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Entry> entriesOf(Map<String, ?> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, entryOf(value)));
    return entries;
  }

  @SuppressWarnings("unchecked") // keys of a configuration are texts
  private static Entry entryOf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> new Entry(entriesOf((Map<String, ?>) map), 0);
      case List<?> list -> new Entry(list.stream().map(Settings::entryOf).toList(), 0);
      case Integer number -> new Entry(number.longValue(), 0);
      default -> new Entry(value, 0);
    };
  }

  /// Edit distance (Levenshtein).
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
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
