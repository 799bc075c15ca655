package io.arxos.driver.modbus.map;

import io.arxos.driver.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The maps that come with the product, each read when first asked for.
public final class ShippedMaps {
  private static final String FOLDER = "maps/";
  private static final Map<String, RegisterMap> READ = new LinkedHashMap<>();

  private ShippedMaps() {}

  /// Their names, sorted.
  public static List<String> ids() {
    return text("index.txt").orElse("").lines().filter(line -> !line.isBlank()).toList();
  }

  public static Optional<RegisterMap> find(String id) {
    if (!ids().contains(id)) {
      return Optional.empty();
    }
    synchronized (READ) {
      return Optional.of(READ.computeIfAbsent(id, ShippedMaps::read));
    }
  }

  public static List<RegisterMap> all() {
    return ids().stream().map(id -> find(id).orElseThrow()).toList();
  }

  private static RegisterMap read(String id) {
    String file = id + ".yaml";
    List<Problem> problems = new ArrayList<>();
    RegisterMap map = MapFiles.read(file, text(file).orElse(""), problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalStateException("a shipped map is wrong: " + problems);
    }
    return map;
  }

  private static Optional<String> text(String file) {
    try (InputStream in = ShippedMaps.class.getResourceAsStream(FOLDER + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
