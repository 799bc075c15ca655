package io.arxos.driver.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked // a map without the asked key fails the test, as it should
final class PulsesTest {
  private static final PointId METER = new PointId("site/meter/energy");
  private static final long DEBOUNCE = 10;

  @TempDir private Path folder = Path.of("");

  @Test
  void aPulseCountsOnceHoweverItsContactBounces() {
    var pulses = new Pulses(DEBOUNCE, Pulses.Kept.NONE, false, 0);
    for (long at = 100; at < 106; at += 2) {
      pulses.edge(true, at);
      pulses.edge(false, at + 1);
    }
    pulses.edge(true, 106);
    assertEquals(0, pulses.count(115), "it has not lasted");
    assertEquals(1, pulses.count(116));
    pulses.edge(false, 200);
    pulses.edge(true, 201); // bounces back
    pulses.edge(false, 202);
    assertEquals(1, pulses.count(300));
    pulses.edge(true, 400);
    pulses.edge(false, 405); // noise
    assertEquals(1, pulses.count(500));
    pulses.edge(true, 600);
    assertEquals(2, pulses.count(700));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  // Meters, contacts and restarts at random: what was kept goes on, and nothing is twice.
  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void noPulseIsLostOrDoubledByRestarts(long seed) {
    var random = new SplittableRandom(seed);
    var pulses = new Pulses(DEBOUNCE, Pulses.Kept.NONE, false, 0);
    long now = 0;
    long made = 0;
    boolean level = false;
    for (int i = 0; i < 400; i++) {
      now += DEBOUNCE + random.nextLong(100);
      level = !level;
      if (random.nextInt(4) == 0) { // the change happens while the gateway is away
        Pulses.Kept kept = pulses.kept(now);
        pulses = new Pulses(DEBOUNCE, kept, level, now + 1);
      } else {
        pulses.edge(level, now);
        for (int bounce = random.nextInt(4); bounce > 0; bounce--) {
          pulses.edge(!level, ++now);
          pulses.edge(level, ++now);
        }
      }
      now += DEBOUNCE + 1;
      made += level ? 1 : 0;
      if (random.nextInt(4) == 0) { // and again in the middle of a pulse
        pulses = new Pulses(DEBOUNCE, pulses.kept(now), level, now);
      }
      assertEquals(made, pulses.count(now), "after " + i + " changes");
    }
  }

  @Test
  void theDriverCountsOverARestart() throws Exception {
    try (var building = PinLinkServer.listen(0, (_, _) -> {})) {
      building.drive(4, false);
      try (Driver driver = driver(building.port(), 1_000, 500)) {
        driver.open(new RecordingSink());
        pulse(building, driver, 500.001);
        pulse(building, driver, 500.002);
        building.drive(4, true);
        awaitValue(driver, 500.003);
      }
      try (Driver driver = driver(building.port(), 1_000, 500)) { // in the middle of the pulse
        driver.open(new RecordingSink());
        awaitValue(driver, 500.003);
        building.drive(4, false);
        Await.until("the level lasts", new Later(20)::over);
        pulse(building, driver, 500.004);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "and nothing is left beside it");
    }
  }

  @Test
  void aFileThatIsNotAsItWasWrittenIsNotBelieved() throws IOException {
    var file = new CountFile(folder, METER);
    assertEquals(Pulses.Kept.NONE, file.read());
    file.write(new Pulses.Kept(123_456, true));
    assertEquals(new Pulses.Kept(123_456, true), file.read());
    Path path = folder.resolve("site_meter_energy.count");
    Files.writeString(path, Files.readString(path).replace("123456", "123457"));
    assertEquals(Pulses.Kept.NONE, file.read());
    Files.writeString(path, "x".repeat(100));
    assertEquals(Pulses.Kept.NONE, file.read());
  }

  @Test
  void aCountNeedsAPlaceToBeKept() {
    var problems = new ArrayList<Problem>();
    new GpioDriverFactory()
        .create(
            Settings.of(Map.of("provider", "mock"), problems::add),
            List.of(new PointBinding(METER, Settings.of(address(0, 0), problems::add), false)))
        .close();
    assertEquals(2, problems.size(), problems.toString());
  }

  private static void pulse(PinLinkServer building, Driver driver, double expected)
      throws Exception {
    building.drive(4, true);
    awaitValue(driver, expected);
    building.drive(4, false);
    // a level must last: what is shorter than the debounce time is none
    Await.until("the level lasts", new Later(20)::over);
  }

  /// After a while.
  private static final class Later {
    private final long end;

    Later(long millis) {
      end = System.nanoTime() + millis * 1_000_000;
    }

    boolean over() {
      return System.nanoTime() - end > 0;
    }
  }

  private static void awaitValue(Driver driver, double expected) throws Exception {
    Await.until(
        "the count is " + expected,
        () -> driver.read(Set.of(METER)).get(METER).equals(Reading.good(new Value.Num(expected))));
  }

  private Driver driver(int port, double perUnit, double start) {
    var problems = new ArrayList<Problem>();
    Map<String, Object> settings =
        Map.of("provider", "mock", "link", "127.0.0.1:" + port, "counts", folder.toString());
    Driver driver =
        new GpioDriverFactory()
            .create(
                Settings.of(settings, problems::add),
                List.of(
                    new PointBinding(
                        METER, Settings.of(address(perUnit, start), problems::add), false)));
    assertEquals(List.of(), problems);
    return driver;
  }

  private static Map<String, Object> address(double perUnit, double start) {
    var address = new HashMap<String, Object>();
    address.put("pin", 4);
    address.put("direction", "in");
    address.put("count", true);
    address.put("debounce", "5ms");
    address.put("pulses-per-unit", perUnit);
    address.put("start", start);
    return address;
  }
}
