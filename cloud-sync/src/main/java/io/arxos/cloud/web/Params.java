package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.cloud.fleet.PointValue;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a request says, or refuses in words.
final class Params {
  private static final Pattern PATH =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*");
  private static final int PATH_CHARACTERS_MAX = 160;
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Params() {}

  static String required(RoutingContext request, String name) {
    String value = optional(request, name);
    if (value == null) {
      throw ApiProblem.badRequest("The parameter " + name + " is missing.");
    }
    return value;
  }

  static @Nullable String optional(RoutingContext request, String name) {
    String value = request.queryParams().get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// A path of a building, an equipment or a point.
  static String path(String value, String what) {
    if (value.length() > PATH_CHARACTERS_MAX || !PATH.matcher(value).matches()) {
      throw ApiProblem.badRequest(what + " is not a path such as hofgarten/room-101/air-temp.");
    }
    return value;
  }

  /// An RFC 3339 time as UTC microseconds.
  static long time(String value, String what) {
    try {
      // A plus in a query that nobody escaped arrives as a space.
      Instant time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
      }
    } catch (DateTimeParseException _) {
      // said below
    }
    throw ApiProblem.badRequest(what + " is not a time such as 2026-01-05T08:00:00Z.");
  }

  static int number(RoutingContext request, String name, int min, int max, int otherwise) {
    String value = optional(request, name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw ApiProblem.badRequest(name + " must be a whole number from " + min + " to " + max + ".");
  }

  static String text(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null || !value.isTextual()) {
      throw ApiProblem.badRequest(name + " is missing; it must be a text.");
    }
    return value.textValue();
  }

  static long whole(JsonNode body, String name, @Nullable Long otherwise) {
    JsonNode value = body.get(name);
    if (value == null || value.isNull()) {
      if (otherwise == null) {
        throw ApiProblem.badRequest(name + " is missing; it must be a whole number.");
      }
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw ApiProblem.badRequest(name + " must be a whole number.");
    }
    return value.longValue();
  }

  static @Nullable PointValue value(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      throw ApiProblem.badRequest(
          name + " is missing; it must be a value, or null to give the point back.");
    }
    return switch (value.getNodeType()) {
      case NULL -> null;
      case BOOLEAN -> new PointValue.Bool(value.booleanValue());
      case STRING -> new PointValue.Text(value.textValue());
      // One kind for every number: whether the page wrote 21 or 21.0 means nothing.
      case NUMBER -> new PointValue.Num(value.doubleValue());
      case ARRAY, BINARY, MISSING, OBJECT, POJO ->
          throw ApiProblem.badRequest(name + " must be a number, true, false, a text or null.");
    };
  }
}
