package io.arxos.driver.gpio.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Chips through the driver, with the worked examples of their data sheets.
@NullUnmarked // a map without the asked key fails the test, as it should
final class ChipTest {
  @TempDir private Path folder = Path.of("");

  private final MemoryBus bus = new MemoryBus();
  private long nanos = 1;

  // What the data sheet says that a chip sends, and what it means.
  @ParameterizedTest
  @CsvSource({
    // TI SBOS397, table 2: 12 bits in steps of 1/16
    "tmp102 0x48, 00, 7FF0, temperature, 127.9375",
    "tmp102 0x48, 00, 1900, temperature, 25",
    "tmp102 0x48, 00, E700, temperature, -25",
    "tmp102 0x48, 00, FFF0, temperature, -0.0625",
    // TI SNIS153, table 1
    "lm75 0x48, 00, 7D00, temperature, 125",
    "lm75 0x48, 00, 0080, temperature, 0.5",
    "lm75 0x48, 00, FF80, temperature, -0.5",
    "lm75 0x48, 00, C900, temperature, -55",
    // Microchip DS25095, 5.1.3.1: flags above the sign must not count
    "mcp9808 0x18, 05, C194, temperature, 25.25",
    "mcp9808 0x18, 05, 1E70, temperature, -25",
    // ROHM: 0x8390 is 28067 lx
    "bh1750 0x23, 20, 8390, illuminance, 28066.67",
    // TI SBAS444, table 8: ±4.096 V
    "ads1115 0x48, 00, 7FFF, in2, 4.095875",
    "ads1115 0x48, 00, 0001, in0, 0.000125",
    "ads1115 0x48, 00, FFFF, in1, -0.000125",
    "ads1115 0x48, 00, 8000, in3, -4.096",
    // Sensirion SHT3x: words at both ends
    "sht3x 0x44, 2400, 666693BEEF92, temperature, 25",
    "sht3x 0x44, 2400, 666693BEEF92, humidity, 74.58457",
    "sht4x 0x44, FD, 666693BEEF92, humidity, 87.23072",
    // Sensirion SCD4x, 3.5.2: 500 ppm, 25 °C, 37 %
    "scd4x 0x62, EC05, 01F4336667A25EB93C, co2, 500",
    "scd4x 0x62, EC05, 01F4336667A25EB93C, temperature, 25.00267",
    "scd4x 0x62, EC05, 01F4336667A25EB93C, humidity, 37.0016",
  })
  void theDataSheetsExamplesAreReadAsItSays(
      String chip, String after, String answer, String value, double expected) throws Exception {
    String[] named = chip.split(" ", 2);
    int address = Integer.decode(named[1]);
    bus.say(address, after, answer);
    bus.say(address, "06", "0054"); // MCP9808: Microchip
    bus.say(address, "01", "8583"); // ADS1115: not busy
    bus.say(address, "E4B8", "8006D3"); // SCD4x: a new measurement
    try (Driver driver = driver(Map.of("p", at(named[0], address, value)), Set.of())) {
      var good = (Reading.Good) read(driver, "p");
      assertEquals(expected, good.value().number(), Math.abs(expected) * 1e-6);
    }
  }

  // Sensirion SHT3x, 4.12: CRC-8 of 0xBEEF is 0x92.
  @Test
  void theChecksumOfTheDataSheetIsRight() {
    assertEquals(0x92, Algorithms.crc8(new byte[] {(byte) 0xBE, (byte) 0xEF}, 0, 2));
  }

  @Test
  void aWrongChecksumIsAFaultAndNoValue() throws Exception {
    bus.say(0x44, "2400", "666693BEEF93");
    try (Driver driver =
        driver(
            Map.of("t", at("sht3x", 0x44, "temperature"), "h", at("sht3x", 0x44, "humidity")),
            Set.of())) {
      assertEquals(Reading.fault("wrong checksum"), read(driver, "t"));
      assertEquals(Reading.fault("wrong checksum"), read(driver, "h"));
      assertEquals(
          2, driver.lines().getFirst().devices().getFirst().of(Trouble.CHECKSUM), "it is counted");
    }
  }

  // Bosch BMP280 data sheet (BST-BMP280-DS001), 3.12, whose formulas the BME280 shares.
  @Test
  void theCalibrationExampleOfBoschIsComputedRight() {
    Map<String, Double> values = Algorithms.bme280(calibration(), data(519888, 415148, 30281));
    assertEquals(25.08, values.get("temperature"), 0.005);
    assertEquals(100653.27, values.get("pressure"), 0.05);
    assertEquals(integerHumidity(128422, 30281), values.get("humidity"), 0.02);
  }

  @Test
  void aBme280IsReadThroughItsRegisters() throws Exception {
    byte[] calibration = calibration();
    var hex = java.util.HexFormat.of();
    bus.say(0x76, "D0", "60");
    bus.say(0x76, "88", hex.formatHex(calibration, 0, 26));
    bus.say(0x76, "E1", hex.formatHex(calibration, 26, 33));
    bus.say(0x76, "F3", "00");
    bus.say(0x76, "F7", hex.formatHex(data(519888, 415148, 30281)));
    try (Driver driver =
        driver(
            Map.of("t", at("bme280", 0x76, "temperature"), "p", at("bme280", 0x76, "pressure")),
            Set.of())) {
      assertEquals(Reading.good(new Value.Num(25.08248)), read(driver, "t"));
      assertEquals(Reading.good(new Value.Num(100653.3)), read(driver, "p"));
      assertTrue(bus.written.contains("F201") && bus.written.contains("F425"), "" + bus.written);
      bus.say(0x76, "D0", "58"); // a BMP280: pressure would be right and humidity nonsense
    }
    try (Driver driver = driver(Map.of("t", at("bme280", 0x76, "temperature")), Set.of())) {
      assertEquals(Reading.fault("another chip answers at this address"), read(driver, "t"));
    }
  }

  // TI SBOS448, 8.5.1: a shunt of 2 mΩ, 20 mV over it: 10 A at 11.98 V, 119.8 W.
  @Test
  void theExampleOfTheIna219IsComputedRight() throws Exception {
    bus.say(0x40, "01", "07D0");
    bus.say(0x40, "02", "5D98");
    var shunt = new HashMap<>(at("ina219", 0x40, "current"));
    shunt.put("shunt-ohms", 0.002);
    var power = new HashMap<>(shunt);
    power.put("value", "power");
    try (Driver driver =
        driver(Map.of("i", shunt, "p", power, "u", at("ina219", 0x40, "voltage")), Set.of())) {
      assertEquals(Reading.good(new Value.Num(10)), read(driver, "i"));
      assertEquals(Reading.good(new Value.Num(119.8)), read(driver, "p"));
      assertEquals(Reading.good(new Value.Num(11.98)), read(driver, "u"));
    }
  }

  @Test
  void anMcp3008AnswersOnSpi() throws Exception {
    bus.say(0, "01D000", "0003FF");
    var address =
        Map.<String, Object>of("spi", "0.0", "chip", "mcp3008", "value", "in5", "scale", 2.0);
    try (Driver driver = driver(Map.of("v", address), Set.of())) {
      assertEquals(Reading.good(new Value.Num(6.593554)), read(driver, "v"));
    }
  }

  @Test
  void aMissingChipIsDownAndCostsOneProbePerPause() throws Exception {
    try (Driver driver = driver(Map.of("t", at("tmp102", 0x48, "temperature")), Set.of())) {
      for (int i = 0; i < 50; i++) {
        assertEquals(Reading.down("the chip does not answer"), read(driver, "t"));
      }
      assertTrue(bus.transfers < 5, bus.transfers + " transfers while no time passes");
      bus.say(0x48, "00", "1900");
      nanos += Duration.ofMinutes(1).toNanos();
      assertEquals(Reading.good(new Value.Num(25)), read(driver, "t"), "it is back by itself");
    }
    assertTrue(bus.closed);
  }

  @Test
  void outputsHaveTheirLevelBeforeTheyDrive() throws Exception {
    bus.say(0x20, "14", "00");
    bus.say(0x20, "00", "FF");
    bus.say(0x20, "12", "0800");
    try (Driver driver =
        driver(
            Map.of("relay", at("mcp23017", 0x20, "a3"), "lamp", at("mcp23017", 0x20, "b7")),
            Set.of("relay"))) {
      assertEquals(new WriteResult.Written(), driver.write(id("relay"), new Value.Bool(true)));
      assertEquals(List.of("14", "1408", "00", "00F7"), bus.written, "level, then direction");
      assertEquals(Reading.good(new Value.Bool(true)), read(driver, "relay"));
      assertEquals(Reading.good(new Value.Bool(false)), read(driver, "lamp"));
      assertEquals(
          new WriteResult.Refused("not writable"), driver.write(id("lamp"), new Value.Bool(true)));
    }
  }

  @Test
  void aPortRemembersTheLevelsOfItsOtherPins() throws Exception {
    bus.say(0x38, "", "FF");
    try (Driver driver =
        driver(
            Map.of("a", at("pcf8574", 0x38, "p0"), "b", at("pcf8574", 0x38, "p7")),
            Set.of("a", "b"))) {
      driver.write(id("a"), new Value.Bool(false));
      driver.write(id("b"), new Value.Bool(false));
      driver.write(id("a"), new Value.Bool(true));
      assertEquals(List.of("FE", "7E", "7F"), bus.written);
    }
  }

  @Test
  void aDutyCycleIsSetWithoutEverBeingLongerThanItsPeriod() throws Exception {
    Path channel = folder.resolve("sys/class/pwm/pwmchip0/pwm1");
    Files.createDirectories(channel);
    for (String file : List.of("period", "duty_cycle", "enable")) {
      Files.writeString(channel.resolve(file), "0\n");
    }
    Map<String, Object> address = Map.of("pwm", "0.1", "frequency", 2_000);
    Map<String, Object> missing = Map.of("pwm", "7.0");
    try (Driver driver = driver(Map.of("fan", address, "no", missing), Set.of("fan", "no"))) {
      assertEquals(Reading.good(new Value.Num(0)), read(driver, "fan"));
      assertEquals(new WriteResult.Written(), driver.write(id("fan"), new Value.Num(37.5)));
      assertEquals("500000", Files.readString(channel.resolve("period")));
      assertEquals("187500", Files.readString(channel.resolve("duty_cycle")));
      assertEquals("1", Files.readString(channel.resolve("enable")));
      assertEquals(Reading.good(new Value.Num(37.5)), read(driver, "fan"));
      assertEquals(
          new WriteResult.Refused("a duty cycle is 0 to 100 percent"),
          driver.write(id("fan"), new Value.Num(101)));
      assertEquals(Reading.down("no such PWM on this machine"), read(driver, "no"));
      assertEquals(
          new WriteResult.Failed("no such PWM on this machine"),
          driver.write(id("no"), new Value.Num(1)));
    }
  }

  @Test
  void chipsAreFoundByReadingAlone() throws Exception {
    Files.createFile(folder.resolve("i2c-1"));
    bus.say(0x76, "D0", "60");
    bus.say(0x44, "", "00");
    bus.say(0x10, "", "00");
    try (Driver driver = driver(Map.of(), Set.of())) {
      var found = driver.discover(Duration.ofSeconds(30));
      assertEquals(
          List.of("i2c-1 0x10", "i2c-1 0x44", "i2c-1 0x76"),
          found.stream().map(it -> it.address()).toList());
      assertTrue(found.get(1).confidence() < 0.5, "by its address alone");
      var bme = found.get(2);
      assertTrue(bme.confidence() > 0.9, bme.toString());
      assertEquals("Cel", bme.points().getFirst().meaning().unit());
      assertEquals(
          Map.of("i2c", 1L, "chip", "bme280", "at", 0x76L, "value", "temperature"),
          bme.points().getFirst().address());
      assertTrue(
          bus.written.stream().allMatch(it -> it.length() == 2), "registers only: " + bus.written);
    }
  }

  @Test
  void mistakesAreNamed() {
    var problems = new ArrayList<Problem>();
    for (Map<String, Object> address :
        List.of(
            at("bme820", 0x76, "temperature"),
            at("sht3x", 0x44, "temprature"),
            Map.<String, Object>of("spi", "0.0", "chip", "sht3x", "value", "temperature"),
            Map.<String, Object>of("w1", "28-x"))) {
      ChipPoint.of(new PointBinding(id("p"), Settings.of(address, problems::add), false), folder);
    }
    String all = problems.toString();
    assertTrue(all.contains("did you mean bme280?"), all);
    assertTrue(all.contains("did you mean temperature?"), all);
    assertTrue(all.contains("sht3x is connected by i2c"), all);
    assertTrue(all.contains("28-0316a2798aff"), all);
  }

  @Test
  void everyShippedChipIsSound() {
    var names = new HashSet<String>();
    for (ChipKind kind : ChipFile.shipped()) {
      assertTrue(names.add(kind.name()));
      assertTrue(!kind.measurements().isEmpty() && !kind.about().isEmpty(), kind.name());
    }
    assertTrue(names.size() >= 13, names.toString());
  }

  @Test
  void anInstallersOwnFileIsReadAndItsMistakesAreNamed() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        chip: mine
        addresses: [0x33]
        measurements:
          - steps: [{ write: "zz", read: 2 }]
            values: [{ name: t, unit: Grad, lenght: 8 }]
        """);
    var problems = new ArrayList<Problem>();
    assertTrue(ChipFile.named(file.toString(), problems::add).isEmpty());
    String all = problems.toString();
    assertTrue(all.contains("bytes in hex"), all);
    assertTrue(all.contains("did you mean length?"), all);
    assertTrue(all.contains("mine.yaml"), all);
  }

  private Driver driver(Map<String, Map<String, Object>> addresses, Set<String> writable)
      throws Exception {
    var problems = new ArrayList<Problem>();
    var points = new LinkedHashMap<PointId, ChipPoint>();
    addresses.forEach((name, address) ->
        points.put(
            id(name),
            ChipPoint.of(
                new PointBinding(
                    id(name), Settings.of(address, problems::add), writable.contains(name)),
                folder)));
    assertEquals(List.of(), problems);
    var clock =
        new Clock() {
          @Override
          public long nanos() {
            return nanos;
          }

          @Override
          public long wallMicros() {
            return 0;
          }
        };
    var world = new ChipDriver.World(_ -> bus, folder, folder.resolve("sys"), clock, new Random(1));
    var driver =
        new ChipDriver(world, points, new HashSet<>(writable.stream().map(ChipTest::id).toList()));
    driver.open(new RecordingSink());
    return driver;
  }

  private static Map<String, Object> at(String chip, int address, String value) {
    return Map.of("i2c", 1, "chip", chip, "at", address, "value", value);
  }

  private static PointId id(String name) {
    return new PointId("site/board/" + name);
  }

  private static Reading read(Driver driver, String name) throws InterruptedException {
    return driver.read(Set.of(id(name))).get(id(name));
  }

  /// dig_T1 … dig_P9 of the data sheet's example; dig_H1 … dig_H6 of a chip at hand.
  private static byte[] calibration() {
    int[] words = {27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000};
    byte[] bytes = new byte[33];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) words[i];
      bytes[2 * i + 1] = (byte) (words[i] >> 8);
    }
    bytes[25] = 75;
    bytes[26] = (byte) 362;
    bytes[27] = 362 >> 8;
    bytes[28] = 0;
    bytes[29] = (byte) (315 >> 4);
    bytes[30] = (byte) ((315 & 0x0F) | ((50 & 0x0F) << 4));
    bytes[31] = 50 >> 4;
    bytes[32] = 30;
    return bytes;
  }

  private static byte[] data(int temperature, int pressure, int humidity) {
    return new byte[] {
      (byte) (pressure >> 12),
      (byte) (pressure >> 4),
      (byte) (pressure << 4),
      (byte) (temperature >> 12),
      (byte) (temperature >> 4),
      (byte) (temperature << 4),
      (byte) (humidity >> 8),
      (byte) humidity
    };
  }

  /// The same in whole numbers, as the data sheet has it in 4.2.3: a second way to the same value.
  private static double integerHumidity(int fine, int raw) {
    int v = fine - 76800;
    v =
        (((raw << 14) - (315 << 20) - 50 * v + 16384) >> 15)
            * (((((((v * 30) >> 10) * (((v * 0) >> 11) + 32768)) >> 10) + 2097152) * 362 + 8192)
                >> 14);
    v = v - (((((v >> 15) * (v >> 15)) >> 7) * 75) >> 4);
    v = Math.clamp(v, 0, 419430400);
    return (v >> 12) / 1024.0;
  }
}
