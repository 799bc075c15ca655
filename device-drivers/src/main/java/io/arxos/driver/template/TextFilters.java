package io.arxos.driver.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters of texts: anything else is written as text first, as Jinja does.
final class TextFilters {
  private TextFilters() {}

  /// Null when the name is none of these.
  static @Nullable Object apply(Run run, String name, Object value, Args args) {
    String text = value instanceof String written ? written : "";
    return switch (name) {
      case "lower", "upper", "trim", "title", "capitalize", "replace", "center" ->
          changed(run, name, Texts.of(run, value), args);
      case "truncate" -> truncated(Texts.of(run, value), args);
      case "wordcount" -> (long) Texts.of(run, value).strip().split("\\s+").length;
      case "indent" -> Texts.of(run, value).replace("\n", "\n" + " ".repeat(4));
      case "striptags" -> withoutTags(Texts.of(run, value)).strip();
      case "escape", "e", "forceescape" -> escaped(run, Texts.of(run, value));
      case "urlencode" ->
          URLEncoder.encode(Texts.of(run, value), StandardCharsets.UTF_8).replace("+", "%20");
      case "slugify" -> slug(Texts.of(run, value), args.text(0, "separator", "_"));
      case "format" -> {
        Map<String, Object> named = args.named();
        yield Formats.percent(run, Texts.of(run, value), args.positional(), named);
      }
      case "regex_match" -> Regexes.at(run, Texts.of(run, value), args, true);
      case "regex_search" -> Regexes.at(run, Texts.of(run, value), args, false);
      case "regex_replace" -> Regexes.replace(run, Texts.of(run, value), args);
      case "regex_findall" -> Regexes.all(run, Texts.of(run, value), args);
      case "regex_findall_index" -> {
        List<Object> found =
            Regexes.all(
                run,
                Texts.of(run, value),
                new Args(
                    List.of(args.text(0, "find", ""), args.flag(2, "ignorecase", false)),
                    Map.of()));
        Object item = new Evaluator(run).item(found, args.whole(1, "index", 0), "the match");
        if (item instanceof Nothing.Undefined) {
          throw Refusal.of("regex_findall_index finds nothing there");
        }
        yield item;
      }
      case "ordinal" -> text;
      default -> null;
    };
  }

  static String changed(Run run, String name, String text, Args args) {
    String changed =
        switch (name) {
          case "lower" -> text.toLowerCase(Locale.ROOT);
          case "upper" -> text.toUpperCase(Locale.ROOT);
          case "trim", "strip" -> strip(text, args, true, true);
          case "lstrip" -> strip(text, args, true, false);
          case "rstrip" -> strip(text, args, false, true);
          case "capitalize" -> capitalised(text);
          case "title" -> title(text);
          case "center" -> centered(run, text, args.whole(0, "width", 80));
          default -> replaced(run, text, args);
        };
    return run.paid(changed);
  }

  private static String strip(String text, Args args, boolean start, boolean end) {
    Object given = args.find(0, "chars");
    String chars = given instanceof String some ? some : "";
    int from = 0;
    int to = text.length();
    while (start && from < to && stripped(text.charAt(from), chars, given != null)) {
      from++;
    }
    while (end && to > from && stripped(text.charAt(to - 1), chars, given != null)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean stripped(char c, String chars, boolean given) {
    return given && !chars.isEmpty() ? chars.indexOf(c) >= 0 : Character.isWhitespace(c);
  }

  private static String capitalised(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  private static String title(String text) {
    var out = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = Character.isWhitespace(c) || "-([{<".indexOf(c) >= 0;
    }
    return out.toString();
  }

  private static String centered(Run run, String text, long width) {
    run.pay(Math.max(0, width));
    int missing = (int) Math.max(0, width - text.length());
    return " ".repeat(missing / 2) + text + " ".repeat(missing - missing / 2);
  }

  private static String replaced(Run run, String text, Args args) {
    String old = Texts.of(run, args.need(0, "old"));
    String fresh = Texts.of(run, args.need(1, "new"));
    Object count = args.find(2, "count");
    long times = count == null || count instanceof Nothing ? -1 : Python.whole(count);
    run.search(text, old);
    var out = new StringBuilder();
    int at = 0;
    int next = text.indexOf(old);
    while (next >= 0 && times != 0) {
      out.append(text, at, next).append(fresh);
      at = next + old.length();
      times--;
      if (out.length() > Run.TEXT_CHARACTERS_MAX) {
        run.pay(out.length());
      }
      next =
          at + (old.isEmpty() ? 1 : 0) > text.length()
              ? -1
              : text.indexOf(old, at + (old.isEmpty() ? 1 : 0));
    }
    return out.append(text.substring(at)).toString();
  }

  private static String truncated(String text, Args args) {
    int length = (int) Math.clamp(args.whole(0, "length", 255), 0, Run.TEXT_CHARACTERS_MAX);
    String end = args.text(2, "end", "...");
    if (text.length() <= length + args.whole(3, "leeway", 5)) {
      return text;
    }
    String cut = text.substring(0, Math.clamp(length - end.length(), 0, text.length()));
    int space = args.flag(1, "killwords", false) ? -1 : cut.lastIndexOf(' ');
    return (space < 0 ? cut : cut.substring(0, space)) + end;
  }

  private static String withoutTags(String text) {
    var out = new StringBuilder();
    int at = 0;
    int open = text.indexOf('<');
    int close = open < 0 ? -1 : text.indexOf('>', open);
    while (close >= 0) {
      out.append(text, at, open);
      at = close + 1;
      open = text.indexOf('<', at);
      close = open < 0 ? -1 : text.indexOf('>', open);
    }
    return out.append(text.substring(at)).toString();
  }

  private static String escaped(Run run, String text) {
    String safe =
        text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;");
    return run.paid(safe);
  }

  private static String slug(String text, String separator) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", " ")
            .strip();
    return plain.isEmpty() ? "unknown" : plain.replace(" ", separator);
  }
}
