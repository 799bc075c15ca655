package io.arxos.driver.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The demonstration's site file as far as these tests need it: plain maps.
record SiteYaml(Map<String, Object> root, List<Point> points) {
  /// @param path with the building
  record Point(String path, Map<String, Object> keys) {
    String kind() {
      return String.valueOf(keys.getOrDefault("kind", "sensor"));
    }

    String driver() {
      return String.valueOf(keys.getOrDefault("driver", ""));
    }

    Map<String, Object> address() {
      return map(keys.getOrDefault("address", Map.of()));
    }
  }

  static SiteYaml hofgarten() {
    try (InputStream in = Files.newInputStream(Path.of("../config/sites/hofgarten/site.yaml"))) {
      Map<String, Object> root =
          map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
      List<Point> points = new ArrayList<>();
      for (Map<String, Object> equipment : list(root.get("equipment"))) {
        for (Map<String, Object> point : list(equipment.get("points"))) {
          String path = root.get("building") + "/" + equipment.get("id") + "/" + point.get("id");
          points.add(new Point(path, point));
        }
      }
      return new SiteYaml(root, points);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // a section of the file
  static Map<String, Object> map(@Nullable Object section) {
    return (Map<String, Object>) Objects.requireNonNull(section);
  }

  @SuppressWarnings("unchecked") // a list of sections
  static List<Map<String, Object>> list(@Nullable Object sections) {
    return (List<Map<String, Object>>) Objects.requireNonNull(sections);
  }
}
