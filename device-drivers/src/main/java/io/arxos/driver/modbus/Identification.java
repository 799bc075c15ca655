package io.arxos.driver.modbus;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.map.RegisterMap;
import io.arxos.driver.modbus.map.RegisterMap.Fingerprint;
import io.arxos.driver.modbus.map.ShippedMaps;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.sunspec.SunspecChain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Finds out what one unit is.
final class Identification {
  private static final RegisterSpan.Rules RULES = new RegisterSpan.Rules(0, 100);
  private static final PointId ANY = new PointId("modbus/scan/point");
  private static final double CERTAIN = 0.95;
  private static final double PLAUSIBLE = 0.4;
  private static final int CHAIN_STEPS_MAX = 100;

  private final Fetcher.Asking asking;
  private final int unit;
  private final BooleanSupplier timeLeft;
  private final RegisterImage image = new RegisterImage();

  Identification(Fetcher.Asking asking, int unit, BooleanSupplier timeLeft) {
    this.asking = asking;
    this.unit = unit;
    this.timeLeft = timeLeft;
  }

  Optional<Discovered> sunspec() throws InterruptedException {
    for (int base : SunspecChain.BASES) {
      if (load(Table.HOLDING, base, 2) && SunspecChain.find(image, Table.HOLDING).isPresent()) {
        return Optional.of(device(walked()));
      }
    }
    return Optional.empty();
  }

  private SunspecChain walked() throws InterruptedException {
    SunspecChain chain = SunspecChain.find(image, Table.HOLDING).orElseThrow();
    for (int step = 0; step < CHAIN_STEPS_MAX && chain.next() >= 0; step++) {
      if (!timeLeft.getAsBoolean() || !load(Table.HOLDING, chain.next(), 2)) {
        break;
      }
      chain = SunspecChain.find(image, Table.HOLDING).orElseThrow();
    }
    for (SunspecChain.Entry entry : chain.models()) {
      int end = entry.base() + 2 + entry.length();
      for (int at = entry.base(); at < end && timeLeft.getAsBoolean(); at += RULES.registersMax()) {
        load(Table.HOLDING, at, Math.min(RULES.registersMax(), end - at));
      }
    }
    return chain;
  }

  private Discovered device(SunspecChain chain) {
    List<MapPoint> points = chain.points(image, Table.HOLDING);
    Map<String, String> common = new LinkedHashMap<>();
    List<DiscoveredPoint> discovered = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (MapPoint point : points) {
      Reading now = point.register().read(image);
      if (point.name().startsWith("1/")) {
        if (now instanceof Reading.Good(Value.Text(String text), var _)) {
          common.put(point.name(), text);
        }
      } else if (!isAbsent(now)) {
        discovered.add(
            new DiscoveredPoint(
                name(point, names),
                point.meaning(),
                SunspecAddress.of(unit, point.register()),
                Map.of(),
                point.writable(),
                now));
      }
    }
    var identity =
        new Identity(
            common.getOrDefault("1/SN", ""),
            "",
            common.getOrDefault("1/Mn", ""),
            common.getOrDefault("1/Md", ""));
    return new Discovered(
        "modbus",
        "unit-id " + unit,
        identity,
        discovered,
        "SunSpec models " + chain.models().stream().map(SunspecChain.Entry::id).toList(),
        CERTAIN);
  }

  /// What the model calls it, such as `Phase Voltage AN`, with the group that is repeated; its
  /// short name where that is not the only one.
  private static String name(MapPoint point, Set<String> names) {
    int slash = point.name().indexOf('/');
    String inside = point.name().substring(slash + 1);
    int group = inside.lastIndexOf('/');
    String label = (group < 0 ? "" : inside.substring(0, group) + " ") + point.label().strip();
    String name = point.label().isBlank() || names.contains(label) ? point.name() : label;
    names.add(name);
    return name;
  }

  private static boolean isAbsent(Reading reading) {
    return reading.equals(Reading.fault("not available"));
  }

  /// The first map whose marks all fit: those that are certain first, then those with most marks.
  Optional<Discovered> byMap() throws InterruptedException {
    List<RegisterMap> maps =
        ShippedMaps.all().stream()
            .filter(map -> !map.fingerprints().isEmpty())
            .sorted(
                Comparator.comparing((RegisterMap map) -> !certain(map))
                    .thenComparing(map -> -map.fingerprints().size()))
            .toList();
    for (RegisterMap map : maps) {
      if (timeLeft.getAsBoolean() && fits(map)) {
        return Optional.of(device(map));
      }
    }
    return Optional.empty();
  }

  private static boolean certain(RegisterMap map) {
    return map.fingerprints().stream().anyMatch(Fingerprint::certain);
  }

  private boolean fits(RegisterMap map) throws InterruptedException {
    for (Fingerprint mark : map.fingerprints()) {
      Register register = mark.register();
      if (!load(register.table(), register.address(), register.form().words())
          || !mark.fits(register.read(image))) {
        return false;
      }
    }
    return true;
  }

  private Discovered device(RegisterMap map) throws InterruptedException {
    List<ModbusPoint> asked =
        map.points().stream().map(point -> ModbusPoint.read(ANY, unit, point.register())).toList();
    var fetcher = new Fetcher(asking, RULES, new Holes(Clock.system(), new java.util.Random()));
    RegisterImage all = fetcher.fetch(asked).getOrDefault(unit, image);
    List<DiscoveredPoint> points = new ArrayList<>();
    for (MapPoint point : map.points()) {
      Map<String, Object> address = new LinkedHashMap<>();
      address.put("unit-id", unit);
      address.put("map", map.id());
      address.put("point", point.name());
      points.add(
          new DiscoveredPoint(
              point.name(),
              point.meaning(),
              address,
              Map.of(),
              point.writable(),
              point.register().read(all)));
    }
    return new Discovered(
        "modbus",
        "unit-id " + unit,
        new Identity("", "", map.vendor(), map.model()),
        points,
        "fits the map " + map.id(),
        certain(map) ? CERTAIN : PLAUSIBLE);
  }

  /// Whether the registers are known now; a question is put once only.
  private boolean load(Table table, int first, int count) throws InterruptedException {
    if (image.has(table, first, count)) {
      return true;
    }
    var span = new RegisterSpan(List.of(new Extent(unit, table, first, first + count)));
    if (asking.ask(unit, Fetcher.reading(span)) instanceof Answer.Data(byte[] bytes)
        && bytes.length == 2 * count) {
      image.put(table, first, bytes);
      return true;
    }
    return false;
  }
}
