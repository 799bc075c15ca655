package io.arxos.driver.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times by Python's `strftime` and `strptime`, with English names.
final class StrfTime {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int FORMAT_CHARACTERS_MAX = 200;

  private StrfTime() {}

  static String write(Run run, ZonedDateTime time, String format) {
    var out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      boolean bare = format.charAt(i + 1) == '-' && i + 2 < format.length();
      i += bare ? 2 : 1;
      String part = part(time, format.charAt(i));
      out.append(bare ? part.replaceFirst("^0(?=.)", "") : part);
    }
    return run.paid(out.toString());
  }

  private static String part(ZonedDateTime time, char letter) {
    return switch (letter) {
      case 'Y' -> "%04d".formatted(time.getYear());
      case 'y' -> two(time.getYear() % 100);
      case 'm' -> two(time.getMonthValue());
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> "%2d".formatted(time.getDayOfMonth());
      case 'H' -> two(time.getHour());
      case 'I' -> two((time.getHour() + 11) % 12 + 1);
      case 'M' -> two(time.getMinute());
      case 'S' -> two(time.getSecond());
      case 'f' -> "%06d".formatted(time.getNano() / 1000);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'j' -> "%03d".formatted(time.getDayOfYear());
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
      case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
      case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'z' ->
          time.getOffset().getTotalSeconds() == 0
              ? "+0000"
              : time.getOffset().getId().replace(":", "");
      case 'Z' -> time.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 's' -> String.valueOf(time.toEpochSecond());
      case 'T', 'X' ->
          two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
      case 'R' -> two(time.getHour()) + ":" + two(time.getMinute());
      case 'F' -> time.toLocalDate().toString();
      case 'D', 'x' ->
          two(time.getMonthValue())
              + "/"
              + two(time.getDayOfMonth())
              + "/"
              + two(time.getYear() % 100);
      case '%' -> "%";
      case 'n' -> "\n";
      case 't' -> "\t";
      default -> "%" + letter;
    };
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  /// @throws Refusal when the text has another form
  static ZonedDateTime read(String text, String format, ZoneId zone) {
    if (format.length() > FORMAT_CHARACTERS_MAX || text.length() > FORMAT_CHARACTERS_MAX) {
      throw Refusal.of("a time is too long");
    }
    var letters = new StringBuilder();
    var pattern = new StringBuilder();
    String plain = format.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '%' && i + 1 < plain.length() && plain.charAt(i + 1) != '%') {
        letters.append(plain.charAt(++i));
        pattern.append(group(plain.charAt(i)));
      } else if (Character.isWhitespace(c)) {
        pattern.append("\\s+");
      } else {
        i += c == '%' ? 1 : 0;
        pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    Matcher matcher = Pattern.compile(pattern.toString()).matcher(text);
    if (!matcher.matches()) {
      throw Refusal.of("a time does not have the form of its format");
    }
    try {
      return built(letters.toString(), matcher, zone);
    } catch (DateTimeException _) {
      throw Refusal.of("a time does not exist");
    }
  }

  private static String group(char letter) {
    return switch (letter) {
      case 'Y' -> "(\\d{4})";
      case 'j' -> "(\\d{1,3})";
      case 'f' -> "(\\d{1,6})";
      case 'z' -> "(Z|[+-]\\d{2}:?\\d{2})";
      case 'Z', 'p', 'a', 'A', 'b', 'B' -> "(\\p{L}+)";
      case 's' -> "(\\d{1,11})";
      case 'm', 'd', 'H', 'I', 'M', 'S', 'y' -> "(\\d{1,2})";
      default -> throw Refusal.of("a format of a time is not understood");
    };
  }

  private static ZonedDateTime built(String letters, Matcher matcher, ZoneId zone) {
    int[] date = {1900, 1, 1};
    int[] clock = {0, 0, 0, 0};
    int afternoon = -1;
    ZoneId at = zone;
    for (int i = 0; i < letters.length(); i++) {
      String part = matcher.group(i + 1);
      switch (letters.charAt(i)) {
        case 'Y' -> date[0] = Integer.parseInt(part);
        case 'y' -> date[0] = Integer.parseInt(part) + (Integer.parseInt(part) < 69 ? 2000 : 1900);
        case 'm' -> date[1] = Integer.parseInt(part);
        case 'b', 'B' -> date[1] = month(part);
        case 'd' -> date[2] = Integer.parseInt(part);
        case 'H', 'I' -> clock[0] = Integer.parseInt(part);
        case 'M' -> clock[1] = Integer.parseInt(part);
        case 'S' -> clock[2] = Integer.parseInt(part);
        case 'f' -> clock[3] = Integer.parseInt((part + "00000").substring(0, 6)) * 1000;
        case 'p' -> afternoon = part.equalsIgnoreCase("pm") ? 1 : 0;
        case 'z' -> at = ZoneOffset.of(part.replaceAll("(\\d\\d)(\\d\\d)$", "$1:$2"));
        case 's' -> {
          return java.time.Instant.ofEpochSecond(Long.parseLong(part)).atZone(zone);
        }
        default -> {} // names of days say nothing more
      }
    }
    if (afternoon >= 0) {
      clock[0] = clock[0] % 12 + 12 * afternoon;
    }
    return ZonedDateTime.of(
        LocalDate.of(date[0], date[1], date[2]),
        LocalTime.of(clock[0], clock[1], clock[2], clock[3]),
        at);
  }

  private static int month(String name) {
    String start = name.toLowerCase(Locale.ROOT);
    int at = start.length() < 3 ? -1 : MONTHS.indexOf(start.substring(0, 3));
    if (at < 0 || at % 3 != 0) {
      throw Refusal.of("a month is not known");
    }
    return at / 3 + 1;
  }
}
