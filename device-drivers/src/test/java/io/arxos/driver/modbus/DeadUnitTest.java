package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Backoff;
import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What a dead unit costs fifty healthy ones, counted in time that only the requests use: an answer
/// takes 20 ms, a silence the timeout of a second.
final class DeadUnitTest {
  private static final int HEALTHY = 50;
  private static final int DEAD_UNIT = 200;
  private static final int CYCLES = 2_000;
  private static final Duration ANSWER = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final SteppedClock clock = new SteppedClock();

  private static final class SteppedClock implements Clock {
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public long wallMicros() {
      return 0;
    }
  }

  /// Mean time from one reading of a healthy unit to its next, in nanoseconds.
  private double refresh(boolean withDead, Supplier<DeviceGate> gates) throws Exception {
    Map<PointId, ModbusPoint> points = new HashMap<>();
    for (int unit = 1; unit <= HEALTHY; unit++) {
      add(points, unit);
    }
    if (withDead) {
      add(points, DEAD_UNIT);
    }
    Map<Integer, DeviceGate> units = new HashMap<>();
    var fetcher =
        new Fetcher(
            (unit, _) -> answer(unit, units.computeIfAbsent(unit, _ -> gates.get())),
            new RegisterSpan.Rules(8, 125),
            new Holes(clock, new Random(1)));
    long begun = clock.nanos();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      var images = fetcher.fetch(points.values());
      for (ModbusPoint point : points.values()) {
        boolean good =
            point.register().read(images.getOrDefault(point.unit(), new RegisterImage()))
                instanceof Reading.Good;
        assertTrue(good != (point.unit() == DEAD_UNIT), "unit " + point.unit());
      }
    }
    return (double) (clock.nanos() - begun) / CYCLES;
  }

  /// As the line does: the gate first, then the answer or the silence.
  private Answer answer(int unit, DeviceGate gate) {
    if (!gate.open()) {
      return new Answer.Silence();
    }
    if (unit == DEAD_UNIT) {
      clock.now += TIMEOUT.toNanos();
      gate.silent();
      return new Answer.Silence();
    }
    clock.now += ANSWER.toNanos();
    gate.answered();
    return new Answer.Data(new byte[] {0, 1});
  }

  private static void add(Map<PointId, ModbusPoint> points, int unit) {
    var id = new PointId("site/unit-" + unit + "/value");
    Register register = Register.of(Table.HOLDING, 0, Form.of(RegisterType.UINT16, 1));
    points.put(id, ModbusPoint.read(id, unit, register));
  }

  @Test
  void aDeadUnitChangesTheRefreshOfFiftyHealthyOnesByLessThanFivePercent() throws Exception {
    var random = new Random(7);
    var factory = new ModbusDriverFactory(clock, random);
    double healthy = refresh(false, () -> factory.unitGate(TIMEOUT));
    double withDead = refresh(true, () -> factory.unitGate(TIMEOUT));
    assertTrue(withDead < 1.05 * healthy, withDead / healthy + " of the refresh");
    // Control: with a gate that is always open again at once, the dead unit costs a second a cycle.
    Supplier<DeviceGate> open =
        () ->
            new DeviceGate(clock, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), random));
    double without = refresh(true, open);
    assertTrue(without > 1.5 * healthy, without / healthy + " of the refresh");
  }
}
