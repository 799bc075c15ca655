package io.arxos.driver.template;

import java.util.ArrayList;
import java.util.List;

/// One piece of a template's source: plain text, `{{ … }}` or `{% … %}`.
///
/// @param inside without its marks; of plain text, white space is cut where a neighbour says so
record Section(Kind kind, String inside) {
  enum Kind {
    PLAIN,
    PRINT,
    BLOCK
  }

  /// Cuts a source into sections; comments are gone.
  static List<Section> of(String source) throws TemplateException {
    var sections = new ArrayList<Section>();
    int at = 0;
    boolean cutNext = false;
    while (at < source.length()) {
      int open = nextOpen(source, at);
      int textEnd = open < 0 ? source.length() : open;
      boolean cutBefore = open >= 0 && open + 2 < source.length() && source.charAt(open + 2) == '-';
      plain(sections, source.substring(at, textEnd), cutNext, cutBefore);
      if (open < 0) {
        break;
      }
      int start = open + 2;
      if (start < source.length() && "-+".indexOf(source.charAt(start)) >= 0) {
        start++;
      }
      char mark = source.charAt(open + 1);
      String close = mark == '{' ? "}}" : mark == '%' ? "%}" : "#}";
      int end = mark == '#' ? source.indexOf(close, open + 2) : end(source, start, close);
      if (end < start && !(mark == '#' && end >= open + 2)) {
        throw new TemplateException(source.substring(open, open + 2) + " is not closed");
      }
      cutNext = end > open + 2 && source.charAt(end - 1) == '-';
      boolean signed = end > start && "-+".indexOf(source.charAt(end - 1)) >= 0;
      String inside = source.substring(Math.min(start, end), signed ? end - 1 : end);
      at = end + 2;
      if (mark == '%' && inside.strip().equals("raw")) {
        at = raw(sections, source, at);
        cutNext = false;
      } else if (mark != '#') {
        sections.add(new Section(mark == '{' ? Kind.PRINT : Kind.BLOCK, inside));
      }
    }
    return sections;
  }

  private static void plain(List<Section> sections, String text, boolean cutStart, boolean cutEnd) {
    String kept = cutStart ? text.stripLeading() : text;
    kept = cutEnd ? kept.stripTrailing() : kept;
    if (!kept.isEmpty()) {
      sections.add(new Section(Kind.PLAIN, kept));
    }
  }

  private static int nextOpen(String source, int from) {
    for (int i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /// Where the closing mark stands: not inside a text, not inside a bracket.
  private static int end(String source, int from, String close) {
    char quote = 0;
    int open = 0;
    for (int i = from; i < source.length(); i++) {
      char c = source.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (open == 0 && source.startsWith(close, i)) {
        return i;
      } else if ("([{".indexOf(c) >= 0) {
        open++;
      } else if (")]}".indexOf(c) >= 0) {
        open = Math.max(0, open - 1);
      }
    }
    return -1;
  }

  private static int raw(List<Section> sections, String source, int from) throws TemplateException {
    for (int i = source.indexOf("{%", from); i >= 0; i = source.indexOf("{%", i + 2)) {
      int close = source.indexOf("%}", i + 2);
      if (close < 0) {
        break;
      }
      String inside = source.substring(i + 2, close);
      if (inside.replaceAll("^[-+]|[-+]$", "").strip().equals("endraw")) {
        plain(sections, source.substring(from, i), false, inside.startsWith("-"));
        return close + 2;
      }
    }
    throw new TemplateException("raw is not closed");
  }
}
