package io.arxos.driver.payload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a device's own time stands, and how it is written: RFC 3339 with or without a zone, or
/// seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
///
/// A local time without a zone is understood by the zone that is given; without one, by the time at
/// which the message came: a device whose clock is right is away from UTC by an offset that some
/// country has. When it is not, or when the broker had kept the message, it has no time that can be
/// used.
///
/// @param zone of times that name none; null when it is not known
public record TimeForm(JsonPointer pointer, @Nullable ZoneId zone) {
  /// Nothing was measured outside these; a clock that says so is broken, and arithmetic on it would
  /// overflow.
  private static final Instant TIME_MIN = Instant.EPOCH;

  private static final Instant TIME_MAX = Instant.parse("2200-01-01T00:00:00Z");

  private static final double SECONDS_MAX = 1e11; // the year 5138
  private static final double MILLIS_MAX = 1e14;
  private static final double MICROS_MAX = 1e17;
  private static final int TEXT_CHARACTERS_MAX = 64;

  private static final long QUARTER_SECONDS = 900;
  private static final long HOUR_SECONDS = 3_600;
  private static final long DRIFT_SECONDS_MAX = 120;

  /// Offsets from UTC in minutes that are no whole hours and in use somewhere (tz database, 2025).
  private static final Set<Integer> ODD_OFFSETS_MINUTES =
      Set.of(-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825);

  private static final long OFFSET_SECONDS_MAX = Duration.ofHours(14).toSeconds();

  private static final Pattern DIGITS = Pattern.compile("\\d{9,19}(\\.\\d{0,9})?");
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  static @Nullable TimeForm of(Settings address) {
    JsonPointer pointer = PayloadForm.pointer(address, "time-pointer");
    ZoneId zone = zone(address);
    if (pointer == null && zone != null) {
      address.problem("time-zone", "time-zone has no effect without time-pointer");
    }
    return pointer == null ? null : new TimeForm(pointer, zone);
  }

  private static @Nullable ZoneId zone(Settings address) {
    String text = address.text("time-zone", "");
    try {
      return text.isEmpty() ? null : ZoneId.of(text);
    } catch (DateTimeException _) {
      address.problem(
          "time-zone", "time-zone is \"" + text + "\"; it must be such as Europe/Berlin");
      return null;
    }
  }

  /// Null when there is none that can be used.
  ///
  /// @param receivedAt null when it is not known
  @Nullable Instant in(JsonNode root, @Nullable Instant receivedAt) {
    JsonNode node = root.at(pointer);
    try {
      Instant time =
          node.isTextual()
              ? text(node.textValue().strip(), zone, receivedAt)
              : node.isNumber() ? sinceEpoch(node.doubleValue()) : null;
      return time == null || time.isBefore(TIME_MIN) || time.isAfter(TIME_MAX)
          ? null
          : time.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException | ArithmeticException _) {
      return null;
    }
  }

  private static @Nullable Instant text(
      String text, @Nullable ZoneId zone, @Nullable Instant receivedAt) {
    if (text.length() > TEXT_CHARACTERS_MAX) {
      return null;
    }
    if (DIGITS.matcher(text).matches()) {
      return sinceEpoch(Double.parseDouble(text));
    }
    int date = "2026-01-05".length();
    String iso =
        text.length() > date && text.charAt(date) == ' '
            ? text.substring(0, date) + "T" + text.substring(date + 1)
            : text;
    var parsed = OFFSET.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime local when zone != null -> local.atZone(zone).toInstant();
      case LocalDateTime local when receivedAt != null -> near(local, receivedAt);
      default -> null;
    };
  }

  private static @Nullable Instant near(LocalDateTime local, Instant receivedAt) {
    long ahead = ChronoUnit.SECONDS.between(receivedAt, local.toInstant(ZoneOffset.UTC));
    long offset = Math.round((double) ahead / QUARTER_SECONDS) * QUARTER_SECONDS;
    boolean somewhere =
        offset % HOUR_SECONDS == 0 || ODD_OFFSETS_MINUTES.contains((int) (offset / 60));
    boolean plausible =
        somewhere
            && Math.abs(offset) <= OFFSET_SECONDS_MAX
            && Math.abs(ahead - offset) <= DRIFT_SECONDS_MAX;
    return plausible ? local.toInstant(ZoneOffset.ofTotalSeconds((int) offset)) : null;
  }

  private static Instant sinceEpoch(double number) {
    double micros;
    if (number < SECONDS_MAX) {
      micros = number * 1e6;
    } else if (number < MILLIS_MAX) {
      micros = number * 1e3;
    } else {
      micros = number < MICROS_MAX ? number : number / 1e3;
    }
    return Instant.EPOCH.plus(Math.round(micros), ChronoUnit.MICROS);
  }
}
