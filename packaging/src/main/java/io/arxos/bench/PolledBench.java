package io.arxos.bench;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.coap.CoapDriverFactory;
import io.arxos.driver.modbus.ModbusDriverFactory;
import io.arxos.stage.Child;
import io.arxos.stage.Layout;
import io.arxos.stage.Ready;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Devices that are asked: as often as one connection allows, one question after the other, against
/// the devices of the simulated building.
final class PolledBench {
  private static final int REGISTERS = 13;
  private static final long START_NANOS_MAX = 60_000_000_000L;
  private static final Duration END_MAX = Duration.ofSeconds(10);

  private final Layout layout;
  private final Figures figures;
  private final int seconds;

  PolledBench(Layout layout, Figures figures, int seconds) {
    this.layout = layout;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run(Path folder) throws Exception {
    List<String> command =
        layout.java("device-drivers", "io.arxos.driver.sim.SimMain", List.of("-Xmx128m"));
    command.addAll(List.of("--data", folder.resolve("sim").toString()));
    var building =
        new Child(new Child.Plan("sim", command, Map.of(), 1_000), folder, System.err::println);
    building.start();
    try {
      Ready ready = started(building);
      Map<PointId, Map<String, Object>> registers = new HashMap<>();
      for (int i = 0; i < REGISTERS; i++) {
        registers.put(
            new PointId("bench/unit-1/r" + i),
            Map.of("unit-id", 1, "table", "input", "register", i, "type", "int16"));
      }
      Map<String, Object> bus = Map.of("host", "127.0.0.1", "port", ready.port("modbus"));
      double reads = measure("modbus", new ModbusDriverFactory(), bus, registers);
      figures.add("modbus", "registers_per_second", reads * REGISTERS, "1/s");
      Map<String, Object> radio = Map.of("url", "coap://127.0.0.1:" + ready.port("coap"));
      measure(
          "coap",
          new CoapDriverFactory(),
          radio,
          Map.of(
              new PointId("bench/room/temperature"),
              Map.of("path", "/rooms/105/climate", "pointer", "/temperature")));
    } finally {
      building.end(END_MAX);
    }
  }

  /// @return questions per second
  private double measure(
      String name,
      DriverFactory factory,
      Map<String, Object> settings,
      Map<PointId, Map<String, Object>> points)
      throws IOException, DriverException, InterruptedException {
    var bindings = new ArrayList<PointBinding>();
    points.forEach((id, address) ->
        bindings.add(new PointBinding(id, Settings.of(address, PolledBench::wrong), false)));
    try (Driver driver = factory.create(Settings.of(settings, PolledBench::wrong), bindings)) {
      driver.open(Unheard.SINK);
      Set<PointId> all = new HashSet<>(points.keySet());
      ask(driver, all, Math.max(1, seconds / 2));
      long before = ProcessFigures.cpuMicros(ProcessHandle.current().pid());
      long begin = System.nanoTime();
      long answered = ask(driver, all, seconds);
      double took = (System.nanoTime() - begin) / 1e9;
      double cpu = ProcessFigures.cpuMicros(ProcessHandle.current().pid()) - before;
      figures.add(name, "reads_per_second", answered / took, "1/s").atLeast(1);
      figures.add(name, "cpu_us_per_read", cpu / Math.max(1, answered), "us");
      return answered / took;
    }
  }

  /// @return reads in which every point had a value
  private static long ask(Driver driver, Set<PointId> points, int length)
      throws InterruptedException {
    long end = System.nanoTime() + length * 1_000_000_000L;
    long answered = 0;
    while (System.nanoTime() < end) {
      boolean good = driver.read(points).values().stream().allMatch(Reading.Good.class::isInstance);
      answered += good ? 1 : 0;
      if (!good) {
        LockSupport.parkNanos(10_000_000); // not connected yet
      }
    }
    return answered;
  }

  private static Ready started(Child building) throws IOException {
    long begin = System.nanoTime();
    Optional<Ready> ready = building.ready();
    while (ready.isEmpty()) {
      if (System.nanoTime() - begin > START_NANOS_MAX) {
        throw new IOException("the simulated building did not start");
      }
      LockSupport.parkNanos(50_000_000);
      ready = building.ready();
    }
    return ready.get();
  }

  private static void wrong(Problem problem) {
    throw new IllegalStateException(problem.toString());
  }
}
