package io.arxos.driver.modbus;

import io.arxos.driver.Problem;
import io.arxos.driver.modbus.map.MapFiles;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.map.RegisterMap;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Register maps by name or file.
public final class Maps {
  private Maps() {}

  /// Where the points of a device lie, as far as that is known.
  public interface Layout {
    /// @param image all that the unit has said
    Found points(RegisterImage image, Table table, int first, int count);
  }

  /// @param reason why there are no points in these words
  public record Found(List<MapPoint> points, String reason) {}

  /// A map by file; nothing when there is none that can be used, which is reported.
  public static Optional<Layout> named(String name, Consumer<Problem> problems) {
    return file(Path.of(name), problems);
  }

  /// A map in a file; nothing when it cannot be used, which is reported.
  public static Optional<Layout> file(Path path, Consumer<Problem> problems) {
    int[] count = new int[1];
    Consumer<Problem> counted =
        problem -> {
          count[0]++;
          problems.accept(problem);
        };
    return MapFiles.text(path, counted)
        .map(text -> MapFiles.read(path.toString(), text, counted))
        .filter(_ -> count[0] == 0)
        .map(Maps::fixed);
  }

  static Layout fixed(RegisterMap map) {
    return (_, table, first, count) -> new Found(map.points(), nothing(map, table, first, count));
  }

  private static String nothing(RegisterMap map, Table table, int first, int count) {
    String words = table + " " + first + " to " + (first + count - 1);
    var others =
        map.points().stream()
            .map(MapPoint::register)
            .filter(one -> one.table() != table)
            .filter(one -> one.address() < first + count && first < one.end())
            .map(one -> one.table().toString() + " (function " + one.table().function() + ")")
            .collect(Collectors.toCollection(TreeSet::new));
    return others.isEmpty()
        ? "no register of the map " + map.id() + " lies in " + words
        : "no register of the map lies in "
            + words
            + "; it has them in "
            + String.join(", ", others);
  }
}
