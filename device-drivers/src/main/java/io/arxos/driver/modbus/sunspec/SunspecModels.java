package io.arxos.driver.modbus.sunspec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The models that are shipped, read when first asked for.
public final class SunspecModels {
  private SunspecModels() {}

  private static final class Loaded {
    static final Map<Integer, SunspecModel> ALL = load();

    private Loaded() {}

    private static Map<Integer, SunspecModel> load() {
      InputStream file = SunspecModels.class.getResourceAsStream("models.ndjson");
      if (file == null) {
        throw new IllegalStateException("models.ndjson is not in this build");
      }
      Map<Integer, SunspecModel> models = new LinkedHashMap<>();
      try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
        lines
            .lines()
            .forEach(line -> {
              SunspecModel model = SunspecModel.parse(line).orElseThrow();
              models.put(model.id(), model);
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Collections.unmodifiableMap(models);
    }
  }

  public static Optional<SunspecModel> find(int id) {
    return Optional.ofNullable(Loaded.ALL.get(id));
  }

  /// By number.
  public static Map<Integer, SunspecModel> all() {
    return Loaded.ALL;
  }
}
