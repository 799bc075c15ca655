package io.arxos.driver.modbus;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/// Reads every register of a map that an answer holds. A scale that comes in a later answer than
/// its value gives the reading then.
final class MapDecoding implements WordDecoder.Decoding {
  private final Maps.Layout layout;
  private final Map<RegisterImage, Set<String>> waiting = new WeakHashMap<>();

  MapDecoding(Maps.Layout layout) {
    this.layout = layout;
  }

  @Override
  public List<Decoded> decode(RegisterImage image, Table table, int first, int count) {
    Maps.Found found = layout.points(image, table, first, count);
    Set<String> unscaled = waiting.computeIfAbsent(image, _ -> new HashSet<>());
    List<Decoded> all = new ArrayList<>();
    for (MapPoint point : found.points()) {
      Register register = point.register();
      if (register.table() != table) {
        continue;
      }
      boolean inside = first <= register.address() && register.end() <= first + count;
      boolean touches = register.address() < first + count && first < register.end();
      boolean scaleComes = scaleComes(register, first, count) && unscaled.contains(point.name());
      if (inside
          || (touches && image.has(table, register.address(), register.form().words()))
          || scaleComes) {
        Reading reading = register.read(image);
        remember(point, image, unscaled);
        all.add(decoded(point, reading));
      } else if (touches) {
        all.add(decoded(point, Reading.fault("the words hold only a part of its registers")));
      }
    }
    return all.isEmpty()
        ? List.of(
            new Decoded("", Meaning.UNKNOWN, Reading.fault(found.reason()), table + " " + first))
        : all;
  }

  private static void remember(MapPoint point, RegisterImage image, Set<String> unscaled) {
    Register register = point.register();
    boolean missing =
        register
            .scale()
            .filter(scale -> !image.has(register.table(), scale.address(), scale.form().words()))
            .isPresent();
    if (missing) {
      unscaled.add(point.name());
    } else {
      unscaled.remove(point.name());
    }
  }

  private static boolean scaleComes(Register register, int first, int count) {
    return register
        .scale()
        .map(ScaleSource::address)
        .filter(address -> first <= address && address < first + count)
        .isPresent();
  }

  private static Decoded decoded(MapPoint point, Reading reading) {
    Register register = point.register();
    return new Decoded(
        point.name(), point.meaning(), reading, register.table() + " " + register.address());
  }
}
