package io.arxos.gateway.discovery;

import io.arxos.driver.YamlSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Values as YAML. Texts that could be read as something else are quoted; in single quotes where
/// that is possible, because nothing is put in for `${NAME}` there.
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./()°µ²³+-]*" + "( [A-Za-z0-9_./()°µ²³+-]+)*");

  private YamlText() {}

  /// A mapping as a list item: `- id: x` and what belongs to it, each line without its end.
  ///
  /// @param dash column of the hyphen
  /// @param keys column of the keys
  static List<String> item(Map<String, Object> values, int dash, int keys) {
    List<String> lines = block(values, keys);
    lines.set(0, " ".repeat(dash) + "-" + " ".repeat(keys - dash - 1) + lines.getFirst().strip());
    return lines;
  }

  /// `points` becomes a block, everything else stands on the line of its key.
  private static List<String> block(Map<String, Object> values, int column) {
    List<String> lines = new ArrayList<>();
    String space = " ".repeat(column);
    values.forEach((key, value) -> {
      if (key.equals("points") && value instanceof List<?> list) {
        lines.add(space + "points:");
        for (Object point : list) {
          lines.addAll(item(textKeys(point), column + 2, column + 4));
        }
      } else {
        lines.add(space + scalar(key) + ": " + flow(value));
      }
    });
    return lines;
  }

  /// On one line.
  static String flow(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.isEmpty()
              ? "{}"
              : map.entrySet().stream()
                  .map(entry ->
                      scalar(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
                  .collect(Collectors.joining(", ", "{ ", " }"));
      case List<?> list ->
          list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> scalar(value.toString());
    };
  }

  static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && text.equals(YamlSettings.plain(text)) && !word(text)) {
      return text;
    }
    boolean control = text.chars().anyMatch(Character::isISOControl);
    return control ? doubleQuoted(text) : "'" + text.replace("'", "''") + "'";
  }

  /// Older readers take these for true or false.
  private static boolean word(String text) {
    return List.of("on", "off", "yes", "no", "y", "n")
        .contains(text.toLowerCase(java.util.Locale.ROOT));
  }

  private static String doubleQuoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (Character.isISOControl(point)) {
                quoted.append("\\u%04x".formatted(point));
              } else {
                quoted.appendCodePoint(point);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  @SuppressWarnings("unchecked") // made by this package, with texts for keys
  private static Map<String, Object> textKeys(Object map) {
    return (Map<String, Object>) map;
  }
}
