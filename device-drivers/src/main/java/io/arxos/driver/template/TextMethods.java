package io.arxos.driver.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Python's methods of texts.
final class TextMethods {
  private TextMethods() {}

  static Object call(Run run, String text, String name, Args args) {
    run.search(text, args.find(0, "sub") instanceof String part ? part : "");
    return switch (name) {
      case "lower", "upper", "title", "capitalize", "replace", "strip", "lstrip", "rstrip" ->
          TextFilters.changed(run, name, text, args);
      case "swapcase" -> swapped(text);
      case "casefold" -> TextFilters.changed(run, "lower", text, Args.NONE);
      case "split", "rsplit" -> split(run, text, args, name.equals("split"));
      case "splitlines" -> Methods.texts(text.split("\\R", 0));
      case "partition", "rpartition" -> partition(text, args, name.equals("partition"));
      case "startswith", "endswith" -> at(text, args.need(0, "prefix"), name.startsWith("start"));
      case "find" -> (long) text.indexOf(args.text(0, "sub"), start(text, args));
      case "rfind" -> (long) text.lastIndexOf(args.text(0, "sub"));
      case "index" -> {
        long found = text.indexOf(args.text(0, "sub"), start(text, args));
        if (found < 0) {
          throw Refusal.of("a text does not hold what index asks for");
        }
        yield found;
      }
      case "count" -> count(text, args.text(0, "sub"));
      case "join" -> join(run, text, Python.items(run, args.need(0, "iterable")));
      case "format" -> Formats.braces(run, text, args);
      case "zfill" -> {
        long width = args.whole(0, "width", 0);
        run.pay(Math.max(0, width));
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String zeros = "0".repeat((int) Math.max(0, width - text.length()));
        yield signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
      }
      case "ljust", "rjust" -> {
        long width = args.whole(0, "width", 0);
        run.pay(Math.max(0, width));
        String one = args.text(1, "fillchar", " ");
        if (one.length() != 1) {
          throw Refusal.of("a text is filled with one character");
        }
        String fill = one.repeat((int) Math.max(0, width - text.length()));
        yield name.equals("ljust") ? text + fill : fill + text;
      }
      case "center" -> TextFilters.changed(run, name, text, args);
      case "removeprefix" -> {
        String prefix = args.text(0, "prefix");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = args.text(0, "suffix");
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "isdigit", "isnumeric", "isdecimal" -> all(text, Character::isDigit);
      case "isalpha" -> all(text, Character::isLetter);
      case "isalnum" -> all(text, Character::isLetterOrDigit);
      case "isspace" -> all(text, Character::isWhitespace);
      case "islower" -> cased(text) && text.equals(text.toLowerCase(java.util.Locale.ROOT));
      case "isupper" -> cased(text) && text.equals(text.toUpperCase(java.util.Locale.ROOT));
      default -> throw Refusal.of("method " + name + " is not known");
    };
  }

  private static String swapped(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean cased(String text) {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  private static int start(String text, Args args) {
    long start = args.whole(1, "start", 0);
    return (int) Math.clamp(start < 0 ? text.length() + start : start, 0, text.length());
  }

  private static long count(String text, String part) {
    if (part.isEmpty()) {
      return text.length() + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static boolean at(String text, Object part, boolean start) {
    if (part instanceof Tuple parts) {
      return parts.stream().anyMatch(one -> at(text, one, start));
    }
    if (!(part instanceof String affix)) {
      throw Refusal.of("a text starts and ends with texts only");
    }
    return start ? text.startsWith(affix) : text.endsWith(affix);
  }

  private static Object split(Run run, String text, Args args, boolean fromLeft) {
    Object separator = args.find(0, "sep");
    long max = args.whole(1, "maxsplit", -1);
    run.pay(text.length());
    if (separator == null || separator instanceof Nothing) {
      return words(run, text, max);
    }
    String sep = Texts.of(run, separator);
    if (sep.isEmpty()) {
      throw Refusal.of("split needs a separator that is not empty");
    }
    run.search(text, sep);
    var parts = new ArrayList<Object>();
    int from = 0;
    int to = text.length();
    int cut = fromLeft ? text.indexOf(sep) : text.lastIndexOf(sep);
    while (cut >= 0 && (max < 0 || parts.size() < max)) {
      int after = cut + sep.length();
      parts.add(fromLeft ? text.substring(from, cut) : text.substring(after, to));
      if (parts.size() > Run.ITEMS_MAX) {
        throw Refusal.of("template makes a list of more than " + Run.ITEMS_MAX + " items");
      }
      from = fromLeft ? after : 0;
      to = fromLeft ? to : cut;
      cut = fromLeft ? text.indexOf(sep, from) : text.lastIndexOf(sep, to - sep.length());
    }
    parts.add(text.substring(from, to));
    run.payItems(parts.size());
    return fromLeft ? parts : new ArrayList<>(parts.reversed());
  }

  private static List<Object> words(Run run, String text, long max) {
    String rest = text.strip();
    if (rest.isEmpty()) {
      return new ArrayList<>();
    }
    int limit = max < 0 ? 0 : (int) Math.min(max + 1, Run.ITEMS_MAX);
    List<Object> words = Methods.texts(rest.split("\\s+", limit));
    return run.paid(words);
  }

  private static Object partition(String text, Args args, boolean first) {
    String sep = args.text(0, "sep");
    int at = first ? text.indexOf(sep) : text.lastIndexOf(sep);
    if (at < 0) {
      return new Tuple(first ? List.of(text, "", "") : List.of("", "", text));
    }
    return new Tuple(List.of(text.substring(0, at), sep, text.substring(at + sep.length())));
  }

  private static String join(Run run, String separator, List<Object> items) {
    var out = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof String item)) {
        throw Refusal.of("join of a text needs texts");
      }
      out.append(i == 0 ? "" : separator).append(item);
      run.pay(out.length());
    }
    return out.toString();
  }
}
