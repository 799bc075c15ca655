package io.arxos.driver.gpio.chip;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.Units;
import io.arxos.driver.gpio.chip.ChipKind.Identity;
import io.arxos.driver.gpio.chip.ChipKind.Measurement;
import io.arxos.driver.gpio.chip.ChipKind.Output;
import io.arxos.driver.gpio.chip.ChipKind.Quantity;
import io.arxos.driver.gpio.chip.ChipKind.Step;
import io.arxos.driver.gpio.chip.ChipKind.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads descriptions of chips.
public final class ChipFile {
  private static final List<String> SHIPPED =
      List.of(
          "bme280",
          "sht3x",
          "sht4x",
          "scd4x",
          "ads1115",
          "ina219",
          "mcp23017",
          "pcf8574",
          "bh1750",
          "tmp102",
          "lm75",
          "mcp9808",
          "mcp3008");
  private static final int BYTES_MAX = 64;
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final int WAIT_MILLIS_MAX = 10_000;
  private static final double LIMITLESS = Double.MAX_VALUE;

  private ChipFile() {}

  /// All that come with the product.
  public static List<ChipKind> shipped() {
    return SHIPPED.stream()
        .map(name ->
            named(
                    name,
                    problem -> {
                      throw new IllegalStateException(problem.toString());
                    })
                .orElseThrow())
        .toList();
  }

  /// A chip by its shipped name, or by the installer's own file; nothing when it cannot be used,
  /// which is reported.
  public static Optional<ChipKind> named(String name, Consumer<Problem> problems) {
    if (name.endsWith(".yaml")) {
      return own(Path.of(name), problems);
    }
    if (!SHIPPED.contains(name)) {
      problems.accept(
          new Problem(
              "(chip)", 0, "there is no chip " + name + "; " + Settings.suggestion(name, SHIPPED)));
      return Optional.empty();
    }
    try (InputStream in = ChipFile.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + ".yaml is missing");
      }
      return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ChipKind> own(Path file, Consumer<Problem> problems) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        problems.accept(new Problem(file.toString(), 0, "is too long for a chip"));
        return Optional.empty();
      }
      return read(file.toString(), Files.readString(file), problems);
    } catch (IOException e) {
      problems.accept(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
  }

  /// @param file for problems
  static Optional<ChipKind> read(String file, String text, Consumer<Problem> problems) {
    int[] count = {0};
    Consumer<Problem> named =
        problem -> {
          count[0]++;
          problems.accept(new Problem(file, problem.line(), problem.message()));
        };
    try {
      Object root =
          new Load(LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).build())
              .loadFromString(text);
      if (!(root instanceof Map<?, ?> map)) {
        named.accept(new Problem(file, 0, "is no description of a chip"));
        return Optional.empty();
      }
      Map<String, Object> keys = new LinkedHashMap<>();
      map.forEach((key, value) -> keys.put(String.valueOf(key), value));
      ChipKind kind = kind(Settings.of(keys, named));
      return count[0] == 0 ? Optional.of(kind) : Optional.empty();
    } catch (YamlEngineException e) {
      named.accept(new Problem(file, 0, "is no YAML: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private static ChipKind kind(Settings root) {
    var parameters = new LinkedHashMap<String, Double>();
    Settings given = root.section("parameters");
    if (given != null) {
      given.keys().forEach(key -> parameters.put(key, given.number(key, 0)));
    }
    var kind =
        new ChipKind(
            root.text("chip"),
            root.text("about", ""),
            root.choice("wire", Wire.class, Wire.I2C),
            root.numbers("addresses").stream().map(Double::intValue).toList(),
            Optional.ofNullable(root.section("identity")).map(ChipFile::identity),
            steps(root, "setup"),
            steps(root, "calibration"),
            parameters,
            root.sections("measurements").stream().map(ChipFile::measurement).toList(),
            root.sections("outputs").stream().map(ChipFile::output).toList());
    root.text("source", "");
    root.done();
    return kind;
  }

  private static Identity identity(Settings section) {
    var identity =
        new Identity(
            (int) section.integer("register", 0, 0xFF),
            (int) section.integer("length", 1, 2, 1),
            section.integer("mask", 0, 0xFFFF, 0xFFFF),
            section.integer("equals", 0, 0xFFFF));
    section.done();
    return identity;
  }

  private static Measurement measurement(Settings section) {
    String algorithm = section.text("algorithm", "");
    if (!algorithm.isEmpty() && !Algorithms.NAMES.contains(algorithm)) {
      section.problem("algorithm", Settings.suggestion(algorithm, Algorithms.NAMES));
    }
    var measurement =
        new Measurement(
            steps(section, "steps"),
            section.flag("crc", false),
            algorithm,
            section.sections("values").stream().map(ChipFile::quantity).toList());
    section.done();
    return measurement;
  }

  private static Quantity quantity(Settings section) {
    String unit = section.text("unit", "1");
    if (Units.find(unit).isEmpty()) {
      section.problem("unit", unit + " is no UCUM code; " + Units.suggestion(unit));
    }
    var quantity =
        new Quantity(
            section.text("name"),
            unit,
            section.text("class", ""),
            (int) section.integer("first", 0, 8 * BYTES_MAX, 0),
            (int) section.integer("length", 1, 32, 16),
            section.flag("signed", false),
            section.number("scale", 1),
            section.number("offset", 0),
            section.number("min", -LIMITLESS),
            section.number("max", LIMITLESS));
    section.done();
    return quantity;
  }

  private static Output output(Settings section) {
    var output =
        new Output(
            section.text("name"),
            (int) section.integer("register", -1, 0xFF, -1),
            (int) section.integer("direction", -1, 0xFF, -1),
            (int) section.integer("bit", 0, 7));
    section.done();
    return output;
  }

  private static List<Step> steps(Settings section, String key) {
    var steps = new ArrayList<Step>();
    for (Settings step : section.sections(key)) {
      int length = (int) step.integer("read", 0, BYTES_MAX, 0);
      long mask = step.integer("until-mask", 0, 0xFFFF_FFFFL, 0);
      byte[] bytes = bytes(step, "write");
      long wait = step.integer("wait-ms", 0, WAIT_MILLIS_MAX, 0);
      boolean set = step.flag("until-set", true);
      step.done();
      if (mask != 0) {
        steps.add(new Step.Until(bytes, length, mask, set));
      } else if (length > 0) {
        steps.add(new Step.Read(bytes, length));
      } else if (bytes.length > 0) {
        steps.add(new Step.Write(bytes));
      }
      if (wait > 0) {
        steps.add(new Step.Wait(wait));
      }
    }
    return List.copyOf(steps);
  }

  private static byte[] bytes(Settings section, String key) {
    String text = section.text(key, "").replace(" ", "");
    try {
      byte[] bytes = HexFormat.of().parseHex(text);
      if (bytes.length > BYTES_MAX) {
        section.problem(key, "more than " + BYTES_MAX + " bytes");
      }
      return bytes;
    } catch (IllegalArgumentException _) {
      section.problem(
          key, key + " is \"" + text + "\"; it must be bytes in hex, such as \"F2 01\"");
      return new byte[0];
    }
  }
}
