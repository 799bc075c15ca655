package io.arxos.driver.coap.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// LwM2M's own JSON (OMA-TS-LightweightM2M-V1_0_2, 6.4.4): `bn`, `bt`, and `e` with entries of `n`,
/// `t` and one of `v`, `sv`, `bv`, `ov`.
final class Lwm2mJson {
  private static final int ENTRIES_MAX = 4_000;

  /// Below this a time counts from now, as in SenML.
  private static final double ABSOLUTE_SECONDS_MIN = 1L << 28;

  private static final double ABSOLUTE_SECONDS_MAX = 7_258_118_400.0; // the year 2200

  private Lwm2mJson() {}

  static boolean looksSo(JsonNode root) {
    JsonNode entries = root.path("e");
    return entries.isArray() && entries.size() > 0 && entries.get(0).isObject();
  }

  static List<Raw> parse(JsonNode root, ObjectPath asked, Instant now) {
    var raws = new ArrayList<Raw>();
    String base = root.path("bn").asText("");
    double baseTime = root.path("bt").asDouble(0);
    boolean timed = root.path("bt").isNumber();
    for (JsonNode entry : root.path("e")) {
      if (raws.size() == ENTRIES_MAX) {
        break;
      }
      ObjectPath path = path(base, entry.path("n").asText(""), asked);
      boolean says = timed || entry.path("t").isNumber();
      Instant time = says ? time(baseTime + entry.path("t").asDouble(0), now) : null;
      if (path != null && path.isResource()) {
        raws.add(new Raw(path, form(entry), time));
      }
    }
    return raws;
  }

  /// Devices write `bn` with and without its last slash, and leave it out: then names go on where
  /// the question ended.
  private static @Nullable ObjectPath path(String base, String name, ObjectPath asked) {
    if (base.isEmpty() && asked.isResource()) {
      boolean part = asked.part() < 0 && !name.isEmpty() && !name.equals("" + asked.resource());
      return part ? ObjectPath.of(asked + "/" + name) : asked;
    }
    String above =
        base.isEmpty() && !name.startsWith("/") && asked.object() >= 0 ? asked + "" : base;
    if (name.isEmpty() || above.isEmpty()) {
      return ObjectPath.of(above + name);
    }
    boolean joined = above.endsWith("/") || name.startsWith("/");
    return ObjectPath.of(above + (joined ? "" : "/") + name);
  }

  private static Raw.Form form(JsonNode entry) {
    if (entry.path("v").isNumber()) {
      return number(entry.path("v"));
    }
    if (entry.path("bv").isBoolean()) {
      return new Raw.Flag(entry.path("bv").booleanValue());
    }
    for (String key : List.of("sv", "ov", "v")) {
      if (entry.path(key).isTextual()) {
        return new Raw.Text(entry.path(key).textValue());
      }
    }
    return new Raw.Wrong("entry has no value");
  }

  static Raw.Form number(JsonNode node) {
    double number = node.doubleValue();
    return Double.isFinite(number)
        ? new Raw.Numeric(
            node.isIntegralNumber() ? node.decimalValue() : BigDecimal.valueOf(number))
        : new Raw.Wrong("value is not a finite number");
  }

  private static @Nullable Instant time(double seconds, Instant now) {
    if (!(Math.abs(seconds) <= ABSOLUTE_SECONDS_MAX)) {
      return null;
    }
    long micros =
        BigDecimal.valueOf(seconds)
            .movePointRight(6)
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact();
    Instant from = seconds < ABSOLUTE_SECONDS_MIN ? now : Instant.EPOCH;
    Instant time = from.plus(micros, ChronoUnit.MICROS);
    return time.isBefore(Instant.EPOCH) ? null : time;
  }
}
