package io.arxos.driver.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times and time spans. A time without a zone is one of the building's.
final class Times {
  private static final long SECONDS_MAX = 253_402_300_799L; // the end of the year 9999

  private Times() {}

  /// Null when the name is none of these.
  static @Nullable Object apply(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "timestamp_custom" -> {
        ZonedDateTime time = at(value, zone(run, args.flag(1, "local", true)));
        yield time == null
            ? otherwise(args.find(2, "default"), name)
            : StrfTime.write(run, time, args.text(0, "date_format", "%Y-%m-%d %H:%M:%S"));
      }
      case "timestamp_local", "timestamp_utc" -> {
        ZonedDateTime time = at(value, zone(run, name.equals("timestamp_local")));
        yield time == null ? otherwise(args.find(0, "default"), name) : text(time, "T");
      }
      case "as_timestamp" -> {
        ZonedDateTime time = Python.isNumber(value) ? null : read(run, value);
        yield time == null
            ? otherwise(args.find(0, "default"), name)
            : (Object) timestamp(time.toInstant());
      }
      case "as_datetime" -> {
        ZonedDateTime time = Numbers.readable(value) ? at(value, ZoneOffset.UTC) : read(run, value);
        yield time == null ? otherwise(args.find(0, "default"), name) : time;
      }
      case "as_local" -> known(run, value).withZoneSameInstant(zone(run, true));
      case "as_timedelta" -> span(value);
      default -> null;
    };
  }

  private static Object otherwise(@Nullable Object otherwise, String name) {
    if (otherwise == null) {
      throw Refusal.of(name + " got something that is not a time");
    }
    return otherwise;
  }

  private static ZoneId zone(Run run, boolean local) {
    return local ? run.now().getZone() : ZoneOffset.UTC;
  }

  private static @Nullable ZonedDateTime at(Object seconds, ZoneId zone) {
    Double number = Numbers.real(seconds);
    if (number == null || !(Math.abs(number) <= SECONDS_MAX)) {
      return null;
    }
    long whole = (long) Math.floor(number);
    long micros = Math.round((number - whole) * 1e6);
    return Instant.ofEpochSecond(whole, micros * 1000).atZone(zone);
  }

  private static ZonedDateTime known(Run run, Object value) {
    ZonedDateTime time = read(run, value);
    if (time == null) {
      throw Refusal.of("got something that is not a time");
    }
    return time;
  }

  /// A time, or a text in the forms of ISO 8601 that Home Assistant reads.
  private static @Nullable ZonedDateTime read(Run run, Object value) {
    if (value instanceof ZonedDateTime time) {
      return time;
    }
    if (!(value instanceof String text) || text.length() > 40) {
      return null;
    }
    String written = text.strip().replace(' ', 'T').replaceAll("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    try {
      if (written.matches(".*(Z|[+-]\\d\\d:\\d\\d)$") && written.contains("T")) {
        return OffsetDateTime.parse(written).toZonedDateTime();
      }
      LocalDateTime local =
          written.contains("T")
              ? LocalDateTime.parse(written)
              : LocalDate.parse(written).atStartOfDay();
      return local.atZone(zone(run, true));
    } catch (DateTimeException _) {
      return null;
    }
  }

  static double timestamp(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1000 / 1e6;
  }

  static double seconds(Duration span) {
    return span.getSeconds() + span.getNano() / 1e9;
  }

  /// `timedelta(days=1, hours=2)`.
  static Duration span(Args args) {
    double days = part(args, 0, "days") + 7 * part(args, 6, "weeks");
    double seconds =
        part(args, 1, "seconds")
            + part(args, 2, "microseconds") / 1e6
            + part(args, 3, "milliseconds") / 1e3
            + 60 * part(args, 4, "minutes")
            + 3600 * part(args, 5, "hours");
    return bounded(days * 86_400 + seconds);
  }

  private static double part(Args args, int index, String name) {
    Object value = args.find(index, name);
    return value == null ? 0 : Python.number(value);
  }

  private static Duration bounded(double seconds) {
    if (!(Math.abs(seconds) <= SECONDS_MAX)) {
      throw Refusal.of("a time span is too long");
    }
    return Duration.ofNanos(Math.round((seconds - Math.rint(seconds)) * 1e9))
        .plusSeconds((long) Math.rint(seconds));
  }

  static Duration bounded(Duration span) {
    return bounded(seconds(span));
  }

  private static Object span(Object value) {
    if (value instanceof String text && text.matches("\\d{1,4}:\\d{2}(:\\d{2})?")) {
      String[] parts = text.split(":", -1);
      long minutes = Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1]);
      return Duration.ofSeconds(minutes * 60 + (parts.length > 2 ? Long.parseLong(parts[2]) : 0));
    }
    return Nothing.NONE;
  }

  static Object add(Object a, Object b) {
    try {
      if (a instanceof ZonedDateTime time && b instanceof Duration span) {
        return time.plus(span);
      }
      if (a instanceof Duration span && b instanceof ZonedDateTime time) {
        return time.plus(span);
      }
    } catch (DateTimeException | ArithmeticException _) {
      throw Refusal.of("a time is out of range");
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return bounded(x.plus(y));
    }
    throw Python.misfit("add", a, b);
  }

  static ZonedDateTime parsed(Run run, String text, Args args) {
    return StrfTime.read(text, args.text(0, "fmt"), zone(run, true));
  }

  /// `strptime(text, format, default)`.
  static Object strptime(Run run, Args args) {
    try {
      return parsed(run, args.text(0, "string"), args.rest());
    } catch (Refusal refusal) {
      Object otherwise = args.find(2, "default");
      if (otherwise == null) {
        throw refusal;
      }
      return otherwise;
    }
  }

  /// Null when there is none.
  static @Nullable Object attribute(Object of, String name) {
    if (of instanceof Duration span) {
      return switch (name) {
        case "days" -> Math.floorDiv(span.getSeconds(), 86_400L);
        case "seconds" -> Math.floorMod(span.getSeconds(), 86_400L);
        case "microseconds" -> span.getNano() / 1000L;
        default -> null;
      };
    }
    if (!(of instanceof ZonedDateTime time)) {
      return null;
    }
    return switch (name) {
      case "year" -> (long) time.getYear();
      case "month" -> (long) time.getMonthValue();
      case "day" -> (long) time.getDayOfMonth();
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> time.getNano() / 1000L;
      default -> null;
    };
  }

  static Object method(Run run, Object of, String name, Args args) {
    if (of instanceof Duration span && name.equals("total_seconds")) {
      return seconds(span);
    }
    if (of instanceof ZonedDateTime time) {
      switch (name) {
        case "timestamp" -> {
          return timestamp(time.toInstant());
        }
        case "isoformat" -> {
          return text(time, args.text(0, "sep", "T"));
        }
        case "strftime" -> {
          return StrfTime.write(run, time, args.text(0, "format"));
        }
        case "weekday" -> {
          return time.getDayOfWeek().getValue() - 1L;
        }
        case "isoweekday" -> {
          return (long) time.getDayOfWeek().getValue();
        }
        default -> {}
      }
    }
    throw Refusal.of("method " + name + " is not known");
  }

  static String text(ZonedDateTime time, String separator) {
    String pattern = time.getNano() / 1000 == 0 ? "HH:mm:ssxxx" : "HH:mm:ss.SSSSSSxxx";
    return time.toLocalDate()
        + separator
        + DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
  }

  static String represent(ZonedDateTime time) {
    return "datetime.datetime(%d, %d, %d, %d, %d)"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute());
  }

  /// `1 day, 2:03:04`.
  static String text(Duration span) {
    long days = Math.floorDiv(span.getSeconds(), 86_400L);
    long rest = Math.floorMod(span.getSeconds(), 86_400L);
    String day = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
    String micros = span.getNano() / 1000 == 0 ? "" : ".%06d".formatted(span.getNano() / 1000);
    return day + "%d:%02d:%02d".formatted(rest / 3600, rest / 60 % 60, rest % 60) + micros;
  }
}
