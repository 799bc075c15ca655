package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Value;
import io.arxos.driver.coap.content.ObjectTable.ObjectType;
import io.arxos.driver.coap.content.ObjectTable.Resource;
import io.arxos.driver.coap.content.ObjectTable.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes values of resources out of what came raw: what an instance says of itself (unit, time,
/// quality) belongs to its measured value and is not a value of its own, unless it came alone.
final class ObjectValues {
  private static final int TIME = 5518;
  private static final int LOCATION = 6;
  private static final int LOCATION_TIME = 5;
  private static final int FRACTION = 6050;
  private static final int UNITS = 5701;
  private static final int APPLICATION = 5750;
  private static final int SENSOR_TYPE = 5751;
  private static final int QUALITY = 6042;
  private static final long REJECTED = 1;

  /// Resources that have the unit of `Sensor Units`.
  private static final Set<Integer> MEASURED =
      Set.of(
          5700, 5601, 5602, 5603, 5604, 5702, 5703, 5704, 5900, 5600, 5650, 5508, 5509, 5510, 5511,
          5512, 5513);

  /// The range of a sensor and its extremes were not measured at its time.
  private static final Set<Integer> TIMELESS = Set.of(5601, 5602, 5603, 5604, UNITS, APPLICATION);

  /// Clocks of devices that were never set begin in 1970 or 2000.
  private static final long SECONDS_MIN = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();

  private static final long SECONDS_MAX = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

  private final Map<ObjectPath, Home> homes = new HashMap<>();
  private final ObjectPath asked;

  private ObjectValues(List<Raw> raws, ObjectPath asked) {
    this.asked = asked;
    raws.forEach(raw -> homes.computeIfAbsent(raw.path().home(), _ -> new Home()).hear(raw));
  }

  static List<Found> of(List<Raw> raws, ObjectPath asked) {
    var values = new ObjectValues(raws, asked);
    var found = new ArrayList<Found>();
    for (Raw raw : raws) {
      if (!values.isAside(raw.path())) {
        found.add(values.found(raw));
      }
    }
    return found;
  }

  /// What an instance says of itself.
  private static final class Home {
    private final Set<Integer> resources = new HashSet<>();
    private String unit = "";
    private String application = "";
    private @Nullable Long seconds;
    private double fraction;
    private boolean rejected;

    void hear(Raw raw) {
      boolean located = raw.path().object() == LOCATION && raw.path().resource() == LOCATION_TIME;
      int id = located ? TIME : raw.path().resource();
      resources.add(id);
      Type type = ObjectTable.resource(raw.path().object(), raw.path().resource()).type();
      if (!(Typed.reading(type, raw.form(), Origin.NONE) instanceof Good(Value value, var _))) {
        return;
      }
      switch (id) {
        case UNITS -> unit = value instanceof Value.Text(String text) ? text.strip() : "";
        case APPLICATION, SENSOR_TYPE ->
            application = value instanceof Value.Text(String text) ? text.strip() : application;
        case TIME -> seconds = value instanceof Value.Int(long number) ? number : null;
        case FRACTION -> fraction = value.number();
        case QUALITY -> rejected = value instanceof Value.Int(long number) && number == REJECTED;
        default -> {
          // a value of its own
        }
      }
    }

    @Nullable Instant time() {
      if (seconds == null || seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
        return null;
      }
      boolean proper = fraction > 0 && fraction < 1;
      long micros = proper ? Math.round(fraction * 1e6) : 0;
      return Instant.ofEpochSecond(seconds).plus(micros, ChronoUnit.MICROS);
    }

    boolean measures() {
      return resources.stream().anyMatch(id -> MEASURED.contains(id) || id == 5500);
    }
  }

  private Home home(ObjectPath path) {
    return homes.getOrDefault(path.home(), new Home());
  }

  private boolean isAside(ObjectPath path) {
    int id = path.resource();
    boolean aside = id == UNITS || id == TIME || id == FRACTION;
    return aside && !asked.isResource() && home(path).measures();
  }

  private Found found(Raw raw) {
    ObjectPath path = raw.path();
    Resource resource = ObjectTable.resource(path.object(), path.resource());
    Home home = home(path);
    Instant own = raw.time();
    Instant time = own != null || TIMELESS.contains(path.resource()) ? own : home.time();
    var origin = time == null ? Origin.NONE : new Origin(time, null, false, false);
    Reading reading = Typed.reading(resource.type(), raw.form(), origin);
    if (home.rejected && (path.resource() == 5700 || path.resource() == 5500)) {
      reading = new Bad(Kind.FAULT, "the device itself rejects this value (quality 1)", origin);
    }
    String beside = MEASURED.contains(path.resource()) ? home.unit : "";
    String unit = raw.unit().isEmpty() ? beside : raw.unit();
    Meaning meaning = ObjectMeaning.of(path, resource, unit, home.application, reading);
    return new Found(
        name(path, resource),
        Found.Part.LWM2M,
        path.toString(),
        meaning,
        reading,
        resource.writable());
  }

  private static String name(ObjectPath path, Resource resource) {
    ObjectType type = ObjectTable.object(path.object());
    String object = type == null ? "object-" + path.object() : slug(type.name());
    String instance = type != null && !type.several() ? "" : "-" + Math.max(path.instance(), 0);
    String own = resource.name().isEmpty() ? "resource-" + path.resource() : slug(resource.name());
    String part = path.part() < 0 ? "" : "-" + path.part();
    return (path.object() < 0 ? "" : object + instance + "/") + own + part;
  }

  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "value" : slug;
  }
}
