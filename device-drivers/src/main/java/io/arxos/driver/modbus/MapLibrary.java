package io.arxos.driver.modbus;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.map.RegisterMap;
import io.arxos.driver.modbus.map.ShippedMaps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The maps that a site's points name: those that are shipped, and files beside the site file. Each
/// file is read once. For one thread.
final class MapLibrary {
  private static final Pattern FILE = Pattern.compile(".*\\.(ya?ml|csv|tsv|txt)");

  private final Map<String, Optional<RegisterMap>> files = new HashMap<>();

  /// Nothing when there is no such map, or a wrong one; that is reported.
  Optional<RegisterMap> find(String name, Settings address) {
    Optional<RegisterMap> shipped = ShippedMaps.find(name);
    if (shipped.isPresent()) {
      return shipped;
    }
    if (FILE.matcher(name).matches()) {
      return files.computeIfAbsent(name, _ -> read(name, address));
    }
    if (!name.isEmpty()) {
      address.problem(
          "map",
          "there is no map "
              + name
              + "; "
              + Settings.suggestion(name, ShippedMaps.ids())
              + " (or name a file such as my-meter.yaml, beside the site file)");
    }
    return Optional.empty();
  }

  private static Optional<RegisterMap> read(String name, Settings address) {
    Path beside = Path.of(address.file()).toAbsolutePath().resolveSibling(name);
    List<Problem> problems = new ArrayList<>();
    Optional<RegisterMap> map = Maps.read(beside, problems::add);
    problems.forEach(problem -> address.problem("map", problem.toString()));
    return map;
  }
}
