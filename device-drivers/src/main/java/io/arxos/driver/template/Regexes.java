package io.arxos.driver.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Regular expressions whose work has a limit: every character that is looked at is counted.
final class Regexes {
  private static final int PATTERN_CHARACTERS_MAX = 500;
  private static final long REPETITIONS_MAX = 1_000_000;
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,12})?,?(\\d{1,12})?\\}");
  private static final Pattern PYTHON_NAME = Pattern.compile("\\(\\?P<(\\w{1,100})>");

  private Regexes() {}

  /// A text that refuses to be looked at for ever.
  private static final class Watched implements CharSequence {
    private final CharSequence text;
    private final Run run;

    Watched(CharSequence text, Run run) {
      this.text = text;
      this.run = run;
    }

    @Override
    public char charAt(int index) {
      run.look();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end), run);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static Matcher matcher(Run run, String text, String find, boolean ignoreCase) {
    run.steps(100);
    if (find.length() > PATTERN_CHARACTERS_MAX) {
      throw Refusal.of("a regular expression is too long");
    }
    if (repetitions(find) > REPETITIONS_MAX) {
      throw Refusal.of("a regular expression repeats too often");
    }
    try {
      int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
      return Pattern.compile(javaNames(find), flags).matcher(new Watched(text, run));
    } catch (PatternSyntaxException _) {
      throw Refusal.of("a regular expression cannot be read");
    }
  }

  /// What all counted repetitions come to when they stand inside each other: nothing may be
  /// repeated without looking at a character.
  private static double repetitions(String find) {
    double all = 1;
    Matcher counts = REPETITION.matcher(find);
    while (counts.find()) {
      all *= Math.max(1, Math.max(count(counts.group(1)), count(counts.group(2))));
    }
    return all;
  }

  private static double count(@Nullable String digits) {
    return digits == null ? 1 : Double.parseDouble(digits);
  }

  /// Names of groups have no `_` in Java, and no `P` before them.
  private static String javaNames(String find) {
    return PYTHON_NAME
        .matcher(find)
        .replaceAll(name -> "(?<" + name.group(1).replace("_", "U") + ">");
  }

  /// `regex_match` (at the start) and `regex_search` (anywhere).
  static boolean at(Run run, String text, Args args, boolean start) {
    Matcher matcher =
        matcher(run, text, args.text(0, "find", ""), args.flag(1, "ignorecase", false));
    return start ? matcher.lookingAt() : matcher.find();
  }

  static String replace(Run run, String text, Args args) {
    Matcher matcher =
        matcher(run, text, args.text(0, "find", ""), args.flag(2, "ignorecase", false));
    String replacement = replacement(args.text(1, "replace", ""));
    var out = new StringBuilder();
    try {
      while (matcher.find()) {
        matcher.appendReplacement(out, replacement);
        run.pay(out.length());
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
      throw Refusal.of("a replacement names a group that does not exist");
    }
    matcher.appendTail(out);
    return run.paid(out.toString());
  }

  /// Python writes groups as `\1` and `\g<name>`, Java as `$1` and `${name}`.
  private static String replacement(String python) {
    return python
        .replace("$", "\\$")
        .replaceAll("\\\\g<(\\d+)>", "\\$$1")
        .replaceAll("\\\\g<(\\w+)>", "\\${$1}")
        .replaceAll("\\\\(\\d)", "\\$$1");
  }

  static List<Object> all(Run run, String text, Args args) {
    Matcher matcher =
        matcher(run, text, args.text(0, "find", ""), args.flag(1, "ignorecase", false));
    var found = new ArrayList<Object>();
    while (matcher.find()) {
      found.add(found(matcher));
      run.payItems(found.size());
    }
    return found;
  }

  private static Object found(Matcher matcher) {
    if (matcher.groupCount() == 0) {
      return matcher.group();
    }
    var groups = new ArrayList<Object>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups.size() == 1 ? groups.getFirst() : new Tuple(groups);
  }
}
