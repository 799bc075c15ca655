package io.arxos.driver.modbus.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A table of comma, semicolon or tab separated values (RFC 4180) with a line of headings. Lines
/// that begin with `#` are comments, and `# key: value` says something of the whole table.
///
/// @param said what comments say of the whole
record CsvTable(Map<String, String> said, List<Row> rows) {
  private static final int ROWS_MAX = 20_000;

  /// @param line in the file, from 1
  /// @param cells by the column's heading in lower-case letters and digits; never blank
  record Row(int line, Map<String, String> cells) {
    /// The first of several headings that the row has; empty when it has none.
    String cell(String... headings) {
      for (String heading : headings) {
        String cell = cells.get(heading);
        if (cell != null) {
          return cell;
        }
      }
      return "";
    }
  }

  static CsvTable read(String text) {
    Map<String, String> said = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    List<String> headings = List.of();
    char separator = ',';
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size() && rows.size() < ROWS_MAX; i++) {
      String line =
          i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith("#")) {
        say(line.substring(1), said);
      } else if (headings.isEmpty()) {
        separator = separator(line);
        headings = cells(line, separator).stream().map(CsvTable::heading).toList();
      } else {
        rows.add(new Row(i + 1, row(headings, cells(line, separator))));
      }
    }
    return new CsvTable(said, rows);
  }

  private static void say(String comment, Map<String, String> said) {
    int colon = comment.indexOf(':');
    if (colon > 0) {
      said.putIfAbsent(heading(comment.substring(0, colon)), comment.substring(colon + 1).strip());
    }
  }

  private static Map<String, String> row(List<String> headings, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(headings.size(), cells.size()); i++) {
      String cell = cells.get(i).strip();
      if (!cell.isEmpty()) {
        row.putIfAbsent(headings.get(i), cell);
      }
    }
    return row;
  }

  static String heading(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replaceAll("[éè]", "e");
    return plain.replaceAll("[^a-z0-9]", "");
  }

  private static char separator(String line) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(line, candidate) > count(line, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char character) {
    return line.chars().filter(one -> one == character).count();
  }

  private static List<String> cells(String line, char separator) {
    if (line.indexOf('"') < 0) {
      return Arrays.asList(line.split(java.util.regex.Pattern.quote("" + separator), -1));
    }
    List<String> cells = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (character == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(character);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
