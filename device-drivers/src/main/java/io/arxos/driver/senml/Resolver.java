package io.arxos.driver.senml;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resolves the records of one pack, one after the other (RFC 8428, 4.6).
final class Resolver {
  private static final int NAME_CHARACTERS_MAX = 512;
  private static final int UNIT_CHARACTERS_MAX = 64;

  /// RFC 8428, 4.5.1. A leading `/` is against it, and is what LwM2M writes.
  private static final Pattern NAME = Pattern.compile("/?[A-Za-z0-9][A-Za-z0-9:./_-]*");

  /// The versions whose every feature is understood (RFC 9100): 10 and before, and 10 with the
  /// secondary units of RFC 8798.
  private static final int VERSION = 10;

  private static final int VERSION_SECONDARY_UNITS = 26;

  private static final BigDecimal ABSOLUTE_SECONDS_MIN = BigDecimal.valueOf(1L << 28);

  /// A clock that says more is broken (the year 2200), as is one from before 1970.
  private static final BigDecimal ABSOLUTE_SECONDS_MAX = BigDecimal.valueOf(7_258_118_400L);

  private static final Set<String> BASES = Set.of("bver", "bn", "bt", "bu", "bv", "bs");

  private final boolean cbor;
  private final Instant now;
  private final List<SenmlRecord> records = new ArrayList<>();

  // what the records so far have said for those to come
  private String baseName = "";
  private String baseUnit = "";
  private BigDecimal baseTime = BigDecimal.ZERO;
  private double baseValue;
  private double baseSum;
  private boolean timed;
  private int version = -1;

  Resolver(boolean cbor, Instant now) {
    this.cbor = cbor;
    this.now = now;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  List<SenmlRecord> records() {
    return records;
  }

  /// The reason why the whole pack is refused; empty when it is not.
  String add(JsonNode map) {
    var labels = Labels.of(map, cbor);
    if (labels == null) {
      return "record says a label twice";
    }
    if (labels.mandatoryUnknown()) {
      return "record has a mandatory label that is not understood";
    }
    String wrong = version(labels);
    if (wrong.isEmpty()) {
      wrong = bases(labels);
    }
    boolean onlyBases = labels.size() > 0 && BASES.containsAll(labels.names());
    if (!wrong.isEmpty() || onlyBases) {
      return wrong;
    }
    if (records.size() == SenmlPack.RECORDS_MAX) {
      return "pack has more than " + SenmlPack.RECORDS_MAX + " records";
    }
    records.add(resolved(labels));
    return "";
  }

  private String version(Labels labels) {
    JsonNode said = labels.get("bver");
    int value = version < 0 ? VERSION : version;
    if (said != null) {
      if (!said.isIntegralNumber() || !said.canConvertToInt() || said.intValue() < 1) {
        return "bver is not a version";
      }
      value = said.intValue();
      if (value > VERSION && value != VERSION_SECONDARY_UNITS) {
        return "version of the pack is not understood";
      }
    }
    if (version >= 0 && value != version) {
      return "records are of different versions";
    }
    version = said == null && version < 0 ? -1 : value;
    return "";
  }

  private String bases(Labels labels) {
    String name = labels.text("bn", baseName);
    String unit = labels.text("bu", baseUnit);
    Double time = labels.number("bt");
    Double value = labels.number("bv");
    Double sum = labels.number("bs");
    if (name == null || unit == null) {
      return "a base field is not text";
    }
    for (var number : List.of("bt", "bv", "bs")) {
      if (labels.get(number) != null && labels.number(number) == null) {
        return "a base field is not a number";
      }
    }
    if (name.length() > NAME_CHARACTERS_MAX || unit.length() > UNIT_CHARACTERS_MAX) {
      return "a base field is too long";
    }
    baseName = name;
    baseUnit = unit;
    baseTime = time == null ? baseTime : BigDecimal.valueOf(time);
    timed |= time != null;
    baseValue = value == null ? baseValue : value;
    baseSum = sum == null ? baseSum : sum;
    return "";
  }

  private SenmlRecord resolved(Labels labels) {
    String own = labels.text("n", "");
    String unit = labels.text("u", baseUnit);
    String name = baseName + (own == null ? "" : own);
    var value = new Values(labels, baseValue, baseSum).value();
    String wrong = "";
    if (own == null || name.length() > NAME_CHARACTERS_MAX || !isName(name)) {
      wrong = name.isEmpty() ? "record has no name" : "name is not by the rules of SenML";
      name = name.substring(0, Math.min(name.length(), NAME_CHARACTERS_MAX));
    } else if (unit == null || unit.length() > UNIT_CHARACTERS_MAX) {
      wrong = "unit is not a short text";
    } else if (labels.isNoNumber("t") || labels.isNoNumber("ut")) {
      wrong = "time is not a number";
    }
    Double after = labels.number("t");
    BigDecimal seconds = after == null ? baseTime : baseTime.add(BigDecimal.valueOf(after));
    boolean relative = seconds.compareTo(ABSOLUTE_SECONDS_MIN) < 0;
    Instant time = instant(seconds, relative);
    boolean says = (timed || after != null) && time != null;
    var origin = says ? new Origin(time, null, false, false) : Origin.NONE;
    Reading reading = wrong.isEmpty() ? value.with(origin) : new Bad(Kind.FAULT, wrong, origin);
    String resolvedUnit = unit == null || unit.length() > UNIT_CHARACTERS_MAX ? "" : unit;
    return new SenmlRecord(
        name, value.unit(resolvedUnit), reading, time == null ? now : time, relative);
  }

  /// Null when no clock says so.
  private @Nullable Instant instant(BigDecimal seconds, boolean relative) {
    if (seconds.abs().compareTo(ABSOLUTE_SECONDS_MAX) > 0) {
      return null;
    }
    long micros = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    Instant time = (relative ? now : Instant.EPOCH).plus(micros, ChronoUnit.MICROS);
    return time.isBefore(Instant.EPOCH) ? null : time;
  }
}
