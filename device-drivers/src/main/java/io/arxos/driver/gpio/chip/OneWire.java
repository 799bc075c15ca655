package io.arxos.driver.gpio.chip;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Thermometers of the DS18B20 family by the kernel's own 1-Wire driver, a folder per chip.
final class OneWire {
  /// DS18S20, DS1822, DS18B20, DS1825 and DS28EA00.
  static final Pattern ID = Pattern.compile("(10|22|28|3b|42)-[0-9a-f]{12}");

  private static final Pattern SLAVE_TEMPERATURE = Pattern.compile("t=(-?\\d{1,7})");
  private static final int POWER_ON = 85_000;
  private static final int FOLDERS_MAX = 256;

  private final Path devices;

  /// @param devices `/sys/bus/w1/devices`, or a test's
  OneWire(Path devices) {
    this.devices = devices;
  }

  /// Measures; the kernel takes up to 750 ms for it.
  Reading read(String id) {
    Path folder = devices.resolve(id);
    try {
      Path slave = folder.resolve("w1_slave");
      if (Files.exists(slave)) {
        return bySlave(Files.readString(slave));
      }
      return value(Files.readString(folder.resolve("temperature")).strip());
    } catch (IOException _) {
      // the kernel keeps a folder for a while when the chip is gone, and then its file has no
      // answer
      return Reading.down("the chip does not answer");
    }
  }

  List<Discovered> scan() {
    var found = new ArrayList<Discovered>();
    try (Stream<Path> folders = Files.list(devices)) {
      folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> ID.matcher(name).matches())
          .sorted()
          .limit(FOLDERS_MAX)
          .forEach(id -> found.add(discovered(id)));
    } catch (IOException _) {
      return List.of(); // no 1-Wire here
    }
    return found;
  }

  /// Two lines: the bytes with `crc=… YES` or `NO`, then the same with `t=` and thousandths.
  private static Reading bySlave(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      return Reading.down("the chip does not answer");
    }
    if (!lines.getFirst().strip().endsWith("YES")) {
      return Reading.fault("wrong checksum");
    }
    // A bus that is stuck low reads as zeros, whose checksum is right.
    if (lines.getFirst().startsWith("00 00 00 00 00 00 00 00 00")) {
      return Reading.down("the chip does not answer");
    }
    Matcher matcher = SLAVE_TEMPERATURE.matcher(text);
    return matcher.find() ? value(matcher.group(1)) : Reading.fault("no temperature in the answer");
  }

  private static Reading value(String thousandths) {
    if (thousandths.isEmpty()) {
      return Reading.down("the chip does not answer");
    }
    int value;
    try {
      value = Integer.parseInt(thousandths);
    } catch (NumberFormatException _) {
      return Reading.fault("no temperature in the answer");
    }
    if (value == POWER_ON) {
      return Reading.fault(
          "85 °C is what the chip says before it has measured: bad power or wiring");
    }
    if (value <= -127_000) {
      return Reading.fault("-127 °C is what is read when the chip is not connected");
    }
    return value < -55_000 || value > 125_000
        ? Reading.fault("outside what the chip can measure")
        : Reading.good(new Value.Num(value / 1_000.0));
  }

  private Discovered discovered(String id) {
    Reading now = read(id);
    var meaning =
        new Meaning("Cel", "Temperature_Sensor", 0.9, List.of("a thermometer by its family code"));
    var point = new DiscoveredPoint("temperature", meaning, Map.of("w1", id), Map.of(), false, now);
    return new Discovered(
        "gpio",
        "w1 " + id,
        new Discovered.Identity(id, "DS18B20", "", "1-Wire thermometer"),
        List.of(point),
        "",
        0.9);
  }
}
