package io.arxos.gateway.config;

import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import io.arxos.gateway.config.PointConfig.Band;
import io.arxos.gateway.config.PointConfig.Kind;
import io.arxos.gateway.config.PointConfig.Sampling;
import io.arxos.gateway.config.PointConfig.Source;
import io.arxos.gateway.config.PointConfig.Writing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one point of a site file. Every key is asked for whatever the others say, so that an
/// unknown key is told from a key that has no effect.
final class PointReader {
  static final Duration POLL = Duration.ofSeconds(5);
  static final Duration REPORT_WITHIN = Duration.ofMinutes(5);
  static final Duration STALE_AFTER_MIN = Duration.ofSeconds(30);
  private static final int POLLS_UNTIL_STALE = 3;
  private static final Duration POLL_MIN = Duration.ofMillis(100);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int STATES_MAX = 64;

  private final List<DriverConfig> drivers;
  private final Map<String, DriverFactory> factories = new HashMap<>();

  /// @param factories of the protocols that are spoken here
  PointReader(List<DriverConfig> drivers, List<DriverFactory> factories) {
    this.drivers = drivers;
    factories.forEach(factory -> this.factories.put(factory.protocol(), factory));
  }

  PointConfig read(PointId id, Settings section) {
    String name = section.text("name", spoken(id.name()));
    Kind kind = section.choice("kind", Kind.class, Kind.SENSOR);
    String brickClass = section.text("class");
    Unit unit = unit(section, "unit", Units.ONE);
    List<String> states = states(section, unit);
    Source source = source(section, unit);
    Sampling sampling = sampling(section, source);
    Band expected = band(section, "expected");
    Writing control = writing(section, kind, states);
    if (kind == Kind.SENSOR && !section.has("driver")) {
      section.problem("driver", "missing key driver: a sensor must be read from somewhere");
    }
    if (kind == Kind.COMMAND && !section.has("driver")) {
      section.problem("driver", "missing key driver: a command must be written somewhere");
    }
    if (kind == Kind.SETPOINT && section.has("driver")) {
      section.problem("driver", "driver has no effect: a set-point is decided here, not read");
    }
    section.done();
    return new PointConfig(
        id, name, kind, brickClass, unit, source, sampling, expected, states, control);
  }

  private @Nullable Source source(Settings section, Unit unit) {
    Settings address = section.section("address");
    Unit sourceUnit = unit(section, "source-unit", unit);
    Duration poll = duration(section, "poll", POLL, POLL_MIN);
    if (!section.has("driver")) {
      for (String key : List.of("address", "source-unit", "poll")) {
        if (section.has(key)) {
          section.problem(key, key + " has no effect without driver");
        }
      }
      return null;
    }
    String id = section.text("driver");
    DriverConfig driver = driver(section, id);
    if (!sourceUnit.convertsTo(unit)
        && isKnown(section, "unit")
        && isKnown(section, "source-unit")) {
      section.problem("source-unit", sourceUnit.code() + " does not convert to " + unit.code());
    }
    if (address == null) {
      section.problem("address", "missing key address: where the driver finds the point");
    }
    if (driver == null || address == null) {
      return null;
    }
    var own = new Section(section.file(), address.line(), address.rest());
    DriverFactory factory = factories.get(driver.protocol());
    boolean unasked = factory != null && factory.unasked(address);
    if (unasked && section.has("poll")) {
      section.problem("poll", "poll has no effect: the device sends this point unasked");
    }
    String text = factory == null ? driver.protocol() : factory.source(address);
    return new Source(id, own, unasked ? null : poll, sourceUnit, text);
  }

  private @Nullable DriverConfig driver(Settings section, String id) {
    for (DriverConfig driver : drivers) {
      if (driver.id().equals(id)) {
        return driver;
      }
    }
    List<String> ids = drivers.stream().map(DriverConfig::id).toList();
    section.problem("driver", "there is no driver " + id + "; " + Settings.suggestion(id, ids));
    return null;
  }

  private static Sampling sampling(Settings section, @Nullable Source source) {
    Band range = band(section, "range");
    double deadband = section.number("deadband", 0);
    if (deadband < 0) {
      section.problem("deadband", "deadband is " + deadband + "; it must not be below 0");
    }
    Duration reportWithin =
        duration(section, "report-within", REPORT_WITHIN, Duration.ofSeconds(1));
    Duration poll = source == null ? null : source.poll();
    Duration expected = poll == null ? reportWithin : poll.multipliedBy(POLLS_UNTIL_STALE);
    Duration usual = expected.compareTo(STALE_AFTER_MIN) < 0 ? STALE_AFTER_MIN : expected;
    Duration staleAfter = duration(section, "stale-after", usual, Duration.ofSeconds(1));
    if (poll != null && poll.compareTo(reportWithin) > 0) {
      section.problem(
          section.has("report-within") ? "report-within" : "poll",
          "report-within must not be shorter than poll, which asks so rarely");
    }
    return new Sampling(range, deadband, reportWithin, staleAfter);
  }

  private static @Nullable Writing writing(Settings section, Kind kind, List<String> states) {
    boolean writable = kind == Kind.COMMAND || kind == Kind.SETPOINT;
    Settings limits = section.section("write");
    Settings outputs = section.section("outputs");
    Double otherwise = section.number("default");
    if (!writable) {
      for (String key : List.of("write", "outputs", "default")) {
        if (section.has(key)) {
          section.problem(key, key + " has no effect: only commands and set-points are written");
        }
      }
      return null;
    }
    Band band = limits(section, limits, states);
    if (otherwise == null) {
      section.problem("default", "missing key default: the value when nobody holds the point");
      otherwise = band.low();
    } else if (!band.contains(otherwise)) {
      section.problem("default", "default is " + otherwise + "; write allows " + shown(band));
    }
    if (kind == Kind.SETPOINT) {
      if (outputs != null) {
        section.problem("outputs", "outputs has no effect: a set-point drives nothing by itself");
      }
      return new Writing(otherwise, band, null);
    }
    return new Writing(otherwise, band, OutputTableReader.read(section, outputs, band, states));
  }

  private static Band limits(Settings section, @Nullable Settings limits, List<String> states) {
    if (limits == null) {
      if (states.isEmpty()) {
        section.problem("write", "missing key write: its min and max, in the point's unit");
      }
      return new Band(0, Math.max(1, states.size() - 1));
    }
    Double min = limits.number("min");
    Double max = limits.number("max");
    limits.done();
    if (min == null || max == null || min > max) {
      section.problem("write", "write needs min and max, and min must not be above max");
      return new Band(0, 1);
    }
    return new Band(min, max);
  }

  static String shown(Band band) {
    return band.low() + " to " + band.high();
  }

  private static List<String> states(Settings section, Unit unit) {
    List<String> states = section.texts("states");
    if (section.has("states") && (states.size() < 2 || states.size() > STATES_MAX)) {
      section.problem("states", "states needs at least two names, such as [off, on]");
    }
    if (!states.isEmpty() && !unit.code().equals("1")) {
      section.problem("unit", "a point with states has no unit");
    }
    return states;
  }

  private static Unit unit(Settings section, String key, Unit otherwise) {
    String code = section.text(key, otherwise.code());
    return Units.find(code)
        .orElseGet(() -> {
          section.problem(
              key, key + " is \"" + code + "\"; it must be a UCUM code; " + Units.suggestion(code));
          return otherwise;
        });
  }

  private static boolean isKnown(Settings section, String key) {
    return !section.has(key) || Units.find(section.text(key)).isPresent();
  }

  private static @Nullable Band band(Settings section, String key) {
    List<Double> ends = section.numbers(key);
    if (!section.has(key)) {
      return null;
    }
    if (ends.size() != 2 || ends.getFirst() > ends.getLast()) {
      section.problem(key, key + " must be two numbers, the lower one first, such as [15, 26]");
      return null;
    }
    return new Band(ends.getFirst(), ends.getLast());
  }

  private static Duration duration(Settings section, String key, Duration otherwise, Duration min) {
    Duration duration = section.duration(key, otherwise);
    if (duration.compareTo(min) < 0 || duration.compareTo(DAY) > 0) {
      section.problem(key, key + " must be " + min.toMillis() + "ms to 1d");
      return otherwise;
    }
    return duration;
  }

  /// `supply-air-temp` → `Supply air temp`.
  static String spoken(String id) {
    String words = id.replace('-', ' ').replace('/', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
