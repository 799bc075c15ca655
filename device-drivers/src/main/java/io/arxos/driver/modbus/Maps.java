package io.arxos.driver.modbus;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.map.MapFiles;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.map.RegisterMap;
import io.arxos.driver.modbus.map.ShippedMaps;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.sunspec.SunspecModel;
import io.arxos.driver.modbus.sunspec.SunspecModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Register maps by name or file.
public final class Maps {
  private static final Pattern MODEL = Pattern.compile("sunspec-(\\d{1,5})");
  private static final Pattern FILE = Pattern.compile(".*[/\\\\].*|.*\\.(ya?ml|csv|tsv|txt|json)");

  private Maps() {}

  /// Where the points of a device lie, as far as that is known.
  public interface Layout {
    /// @param image all that the unit has said
    Found points(RegisterImage image, Table table, int first, int count);
  }

  /// @param reason why there are no points in these words
  public record Found(List<MapPoint> points, String reason) {}

  /// A map for decoding: `sunspec` for a whole device, `sunspec-103` for one model, the name of a
  /// shipped map, or a file. What is wrong is reported; nothing when none of it can be used.
  public static Optional<Layout> named(String name, Consumer<Problem> problems) {
    Matcher model = MODEL.matcher(name);
    if (name.equals("sunspec")) {
      return Optional.of(new SunspecLayouts.Device());
    }
    if (model.matches()) {
      Optional<SunspecModel> known = SunspecModels.find(Integer.parseInt(model.group(1)));
      if (known.isEmpty()) {
        problems.accept(new Problem(name, 0, "is not a known model of SunSpec"));
      }
      return known.map(SunspecLayouts.Single::new);
    }
    if (ShippedMaps.ids().contains(name)) {
      return Optional.of(fixed(ShippedMaps.find(name).orElseThrow()));
    }
    if (FILE.matcher(name).matches() || Files.exists(Path.of(name))) {
      return file(Path.of(name), problems);
    }
    problems.accept(
        new Problem(
            name,
            0,
            "is neither a file nor a map; " + Settings.suggestion(name, ShippedMaps.ids())));
    return Optional.empty();
  }

  private static Optional<Layout> file(Path path, Consumer<Problem> problems) {
    Optional<String> text = MapFiles.text(path, problems);
    if (text.isPresent() && path.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      Optional<SunspecModel> model = SunspecModel.parse(text.get());
      if (model.isEmpty()) {
        problems.accept(new Problem(path.toString(), 1, "is no model of SunSpec"));
      }
      return model.map(SunspecLayouts.Single::new);
    }
    return text.flatMap(known -> decodable(path.toString(), known, problems))
        .map(map ->
            MapFiles.asReferences(path.toString(), text.orElse(""))
                .<Layout>map(other -> new Either(map, other))
                .orElseGet(() -> fixed(map)));
  }

  /// A map in a file, for points of a site; nothing when it cannot be used, which is reported.
  static Optional<RegisterMap> read(Path path, Consumer<Problem> problems) {
    return MapFiles.text(path, problems).flatMap(text -> usable(path.toString(), text, problems));
  }

  /// A table of another product is read as far as it can be; a map of ours is right or wrong.
  private static Optional<RegisterMap> decodable(
      String file, String text, Consumer<Problem> problems) {
    if (!MapFiles.isTable(file)) {
      return usable(file, text, problems);
    }
    RegisterMap map = MapFiles.read(file, text, problems);
    return map.points().isEmpty() ? Optional.empty() : Optional.of(map);
  }

  private static Optional<RegisterMap> usable(
      String file, String text, Consumer<Problem> problems) {
    int[] count = new int[1];
    RegisterMap map =
        MapFiles.read(
            file,
            text,
            problem -> {
              count[0]++;
              problems.accept(problem);
            });
    return count[0] == 0 ? Optional.of(map) : Optional.empty();
  }

  static Layout fixed(RegisterMap map) {
    return (_, table, first, count) -> new Found(map.points(), nothing(map, table, first, count));
  }

  /// A table whose numbers may be meant as references: the words say which.
  private record Either(RegisterMap plain, RegisterMap references) implements Layout {
    @Override
    public Found points(RegisterImage image, Table table, int first, int count) {
      RegisterMap fits =
          inside(references, table, first, count) > inside(plain, table, first, count)
              ? references
              : plain;
      return new Found(fits.points(), nothing(fits, table, first, count));
    }

    private static long inside(RegisterMap map, Table table, int first, int count) {
      return map.points().stream()
          .map(MapPoint::register)
          .filter(one -> one.table() == table)
          .filter(one -> first <= one.address() && one.end() <= first + count)
          .count();
    }
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
