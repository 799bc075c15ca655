package io.arxos.gateway.config;

import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a site file. All its mistakes are found in one go; what a driver's own keys mean is
/// checked by the driver.
public final class SiteFile {
  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern SEGMENTS = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
  private static final double PHYSICS_SPEED_MAX = 1_000;

  private final List<DriverFactory> factories;
  private final List<Problem> problems = new ArrayList<>();

  /// What became of a file.
  public sealed interface Result {}

  /// It can be used.
  public record Loaded(Site site) implements Result {}

  /// It cannot.
  ///
  /// @param problems sorted by line, at least one
  public record Refused(List<Problem> problems) implements Result {}

  private SiteFile(List<DriverFactory> factories) {
    this.factories = factories;
  }

  /// Reads and checks.
  ///
  /// @param environment for `${NAME}` in the file
  /// @param factories of the protocols that are spoken here
  public static Result load(
      Path path, Map<String, String> environment, List<DriverFactory> factories) {
    var file = new SiteFile(factories);
    Settings root = YamlFile.read(path, environment, file.problems::add);
    Site site = root == null ? null : file.site(root);
    return site != null && file.problems.isEmpty()
        ? new Loaded(site)
        : new Refused(file.problems.stream().sorted().toList());
  }

  private @Nullable Site site(Settings root) {
    String building = segment(root, "building");
    String name = root.text("name", building);
    ZoneId zone = zone(root);
    String gateway = segment(root, "gateway");
    Double speed = root.number("physics-speed");
    if (speed != null && (speed < 1 || speed > PHYSICS_SPEED_MAX)) {
      root.problem("physics-speed", "physics-speed is " + speed + "; it must be 1 to 1000");
    }
    List<DriverConfig> drivers = drivers(root);
    List<EquipmentConfig> equipment = equipment(root, building, drivers);
    List<PointConfig> points = equipment.stream().flatMap(one -> one.points().stream()).toList();
    List<LoopConfig> loops = new LoopReader(building, points).read(root.sections("loops"));
    root.done();
    return building.isEmpty()
        ? null
        : new Site(building, name, zone, gateway, speed, drivers, equipment, loops);
  }

  private List<DriverConfig> drivers(Settings root) {
    Map<String, DriverConfig> drivers = new LinkedHashMap<>();
    for (Settings section : root.sections("drivers")) {
      String id = segment(section, "id");
      String protocol = section.text("protocol");
      var own = new Section(section.file(), section.line(), section.rest());
      var config = new DriverConfig(id, protocol, own, section.line());
      if (drivers.putIfAbsent(id, config) != null) {
        section.problem("id", "a driver " + id + " is already there");
      }
    }
    return List.copyOf(drivers.values());
  }

  private List<EquipmentConfig> equipment(
      Settings root, String building, List<DriverConfig> drivers) {
    var reader = new PointReader(drivers, factories);
    List<EquipmentConfig> all = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Settings section : root.sections("equipment")) {
      String id = segments(section, "id");
      String path = building + "/" + id;
      if (!paths.add(path)) {
        section.problem("id", "equipment " + id + " is already there");
      }
      String name = section.text("name", PointReader.spoken(id));
      String brickClass = section.text("class");
      String system = section.text("system");
      all.add(new EquipmentConfig(path, name, brickClass, system, points(section, path, reader)));
      section.done();
    }
    if (all.isEmpty() && drivers.isEmpty()) {
      root.problem("equipment", "there are neither drivers nor equipment: nothing to do");
    }
    return all;
  }

  private List<PointConfig> points(Settings equipment, String path, PointReader reader) {
    Map<PointId, PointConfig> points = new LinkedHashMap<>();
    for (Settings section : equipment.sections("points")) {
      String id = segment(section, "id");
      String whole = path + "/" + id;
      if (id.isEmpty() || !PointId.isValid(whole)) {
        if (whole.length() > PointId.CHARACTERS_MAX) {
          section.problem(
              "id", whole + " is longer than " + PointId.CHARACTERS_MAX + " characters");
        }
        continue;
      }
      PointConfig point = reader.read(new PointId(whole), section);
      if (points.putIfAbsent(point.id(), point) != null) {
        section.problem("id", "a point " + whole + " is already there");
      }
    }
    return List.copyOf(points.values());
  }

  private ZoneId zone(Settings root) {
    String zone = root.text("zone");
    try {
      return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException _) {
      List<String> known = List.copyOf(ZoneId.getAvailableZoneIds());
      String hint = Settings.suggestion(zone, known);
      root.problem(
          "zone",
          "zone is \""
              + zone
              + "\"; it must be a time zone such as Europe/Berlin"
              + (hint.startsWith("did") ? "; " + hint : ""));
      return ZoneOffset.UTC;
    }
  }

  private static String segment(Settings section, String key) {
    return matching(section, key, SEGMENT, "a-z, 0-9 and single hyphens, such as room-101");
  }

  private static String segments(Settings section, String key) {
    return matching(section, key, SEGMENTS, "a-z, 0-9, single hyphens and slashes");
  }

  private static String matching(Settings section, String key, Pattern pattern, String form) {
    String text = section.text(key);
    if (text.isEmpty() || pattern.matcher(text).matches()) {
      return text;
    }
    section.problem(key, key + " is \"" + text + "\"; it may hold " + form);
    return "";
  }
}
