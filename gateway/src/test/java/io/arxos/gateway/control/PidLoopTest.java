package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.SETPOINT;
import static io.arxos.gateway.control.TestBuilding.TEMP;
import static io.arxos.gateway.control.TestBuilding.VALVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Status;
import io.arxos.driver.Value.Num;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.config.LoopConfig.Direction;
import io.arxos.gateway.sampling.ProcessImage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The controller against plants whose closed-loop figures are known, and its manners at limits,
/// under override and with bad inputs. The file's own source stands in its first lines.
final class PidLoopTest {
  private static final String PLANTS = "/io/arxos/gateway/control/fopdt-simc.csv";

  /// A first-order plant with dead time and what a loop does with it.
  private record Plant(double gain, double timeConstant, double deadTime) {
    /// @param absoluteError the integral of |set-point − output|, IAE
    record Outcome(double absoluteError, double overshoot) {}

    /// A step of 1 in the set-point, or in the load at the plant's input, at time 0.
    Outcome step(PidLoop loop, double seconds, boolean setpointStep) {
      double[] delayed = new double[Math.max(1, (int) Math.round(deadTime / seconds))];
      double state = 0;
      double absoluteError = 0;
      double greatest = 0;
      double load = setpointStep ? 0 : 1;
      double setpoint = setpointStep ? 1 : 0;
      loop.follow(new Num(0));
      drive(loop, 0, 0, seconds); // at rest before the step
      int steps = (int) (12 * (timeConstant + deadTime) / seconds);
      for (int step = 0; step < steps; step++) {
        double output = drive(loop, state, setpoint, seconds);
        int slot = step % delayed.length;
        double arriving = delayed[slot];
        delayed[slot] = output + load;
        absoluteError += Math.abs(setpoint - state) * seconds;
        double share = -Math.expm1(-seconds / timeConstant);
        state += share * (gain * arriving - state);
        greatest = Math.max(greatest, state);
      }
      return new Outcome(absoluteError, greatest - 1);
    }
  }

  /// A plant, its settings and what they are known to give.
  private record Known(
      Plant plant, double gain, double integral, double error, double overshoot, double loadError) {
    static Known of(ArgumentsAccessor row) {
      return new Known(
          new Plant(row.getDouble(1), row.getDouble(2), row.getDouble(3)),
          row.getDouble(4),
          row.getDouble(5),
          row.getDouble(6),
          row.getDouble(7),
          row.getDouble(8));
    }

    PidLoop loop() {
      return PidLoopTest.loop(gain, integral, -1e6, 1e6);
    }
  }

  // Reference figures: Euler integration with dt = min(T, L)/200. Here the same step length,
  // another
  // (exact) integration of the plant and the controller sampled: 2 % on the IAE, 0.01 on the
  // overshoot.
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = PLANTS, numLinesToSkip = 5)
  void closedLoopIsAsGoodAsTheSettingsPromise(ArgumentsAccessor row) {
    var known = Known.of(row);
    double seconds = Math.min(known.plant.timeConstant, known.plant.deadTime) / 200;

    var setpoint = known.plant.step(known.loop(), seconds, true);
    assertEquals(known.error, setpoint.absoluteError(), 0.02 * known.error, "set-point: IAE");
    assertEquals(known.overshoot, setpoint.overshoot(), 0.01, "set-point: overshoot");

    var load = known.plant.step(known.loop(), seconds, false);
    assertEquals(known.loadError, load.absoluteError(), 0.02 * known.loadError, "load: IAE");
  }

  // The gateway's cycle is 1 s. A sampled loop is late by half a cycle to one and a half, as if the
  // dead
  // time were longer by that; for rooms (L = 180 s) that is nothing, for coils (20 s) under 8 %.
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = PLANTS, numLinesToSkip = 5)
  void aCycleOfOneSecondCostsItsShareOfTheDeadTime(ArgumentsAccessor row) {
    var known = Known.of(row);
    var outcome = known.plant.step(known.loop(), 1, true);
    double share = 0.01 + 1.5 / known.plant.deadTime;
    assertEquals(known.error, outcome.absoluteError(), share * known.error);
  }

  // Control for the two above: twice the gain must be seen as wrong.
  @Test
  void aWrongGainIsSeenInTheFigures() {
    var outcome = new Plant(1.5, 900, 120).step(loop(5, 900, -1e6, 1e6), 0.6, true);
    assertTrue(outcome.overshoot() > 0.043 + 0.1, "overshoot " + outcome.overshoot());
  }

  @Test
  void heatingIsReverseActingAndCoolingDirect() {
    var heating = loop(10, 60, 0, 100);
    heating.follow(new Num(50));
    drive(heating, 20, 20, 1);
    assertTrue(drive(heating, 19, 20, 1) > 50, "colder: more heating");

    var cooling = loop(-10, 60, 0, 100);
    cooling.follow(new Num(50));
    drive(cooling, 20, 20, 1);
    assertTrue(drive(cooling, 19, 20, 1) < 50, "colder: less cooling");
  }

  // Back-calculation (Åström & Murray, 11.4). An hour at the limit must not have to be integrated
  // back.
  @Test
  void anHourAtTheLimitDoesNotWindUp() {
    var loop = loop(10, 60, 0, 100);
    loop.follow(new Num(0));
    for (int second = 0; second < 3_600; second++) {
      assertTrue(drive(loop, 10, 21, 1) <= 100);
    }
    assertTrue(secondsAtLimit(loop) <= 1, "leaves the limit when the error changes its sign");

    // Control: the same loop, not knowing that its output has a limit.
    var ignorant = loop(10, 60, -1e6, 1e6);
    ignorant.follow(new Num(0));
    for (int second = 0; second < 3_600; second++) {
      drive(ignorant, 10, 21, 1);
    }
    assertTrue(secondsAtLimit(ignorant) > 3_600, "an hour up, hours down");
  }

  private static int secondsAtLimit(PidLoop loop) {
    int seconds = 0;
    while (seconds < 100_000 && drive(loop, 21.5, 21, 1) >= 100) {
      seconds++;
    }
    return seconds;
  }

  @Test
  void goesOnFromWhereAPersonHasLeftTheOutput() {
    var loop = loop(10, 60, 0, 100);
    loop.follow(new Num(20));
    drive(loop, 21, 21, 1);
    for (int second = 0; second < 600; second++) {
      loop.propose(inputs(19, 21), 1);
      loop.follow(new Num(80)); // somebody holds it at 80 %
    }
    assertEquals(80, drive(loop, 19, 21, 1), 0.5, "no bump on return");
  }

  @Test
  void goesOnFromTheOutputWhenItsInputIsBack() {
    var loop = loop(10, 60, 0, 100);
    loop.follow(new Num(20));
    drive(loop, 19, 21, 1);
    for (int second = 0; second < 60; second++) {
      var proposal = assertInstanceOf(Proposal.NoInput.class, loop.propose(staleInputs(), 1));
      assertEquals("hq/room/air-temp is stale (no report)", proposal.why());
      loop.follow(new Num(40)); // the output table's value
    }
    assertEquals(40, drive(loop, 17, 21, 1), 1e-9, "whatever the error is by now");
  }

  @Test
  void anErrorInsideTheDeadbandMovesNothing() {
    var loop = new PidLoop(config(10, 60, 0, 0.5), output(0, 100));
    loop.follow(new Num(50));
    drive(loop, 21, 21, 1);
    for (int second = 0; second < 600; second++) {
      assertEquals(50, drive(loop, 20.6, 21, 1), 1e-9);
    }
    assertEquals(51, drive(loop, 20.4, 21, 1), 1e-9, "counted from the edge: no jump");
  }

  @Test
  void derivativeDampsTheInputAndIgnoresANewSetpoint() {
    var loop = new PidLoop(config(10, 1e9, 20, 0), output(-1e6, 1e6));
    loop.follow(new Num(50));
    drive(loop, 20, 20, 1);
    assertEquals(60, drive(loop, 20, 21, 1), 1e-6, "a new set-point: no kick beyond K");
    assertTrue(drive(loop, 20.1, 21, 1) < 59 - 5, "a rising input: held back");
  }

  // A laptop's lid, a debugger, a card that hangs: one step may not integrate hours at once.
  @Test
  void aLongPauseIntegratesOneIntegralTimeAtMost() {
    var loop = loop(10, 60, -1e6, 1e6);
    loop.follow(new Num(50));
    drive(loop, 20, 21, 1);
    drive(loop, 20, 21, 36_000);
    assertEquals(50 + 10.0 / 60 + 10, drive(loop, 20, 21, 0), 1e-6);
  }

  private static double drive(PidLoop loop, double input, double setpoint, double seconds) {
    var drive =
        assertInstanceOf(Proposal.Drive.class, loop.propose(inputs(input, setpoint), seconds));
    loop.follow(drive.value());
    return drive.value().number();
  }

  private static LoopInputs inputs(double input, double setpoint) {
    var current = new ProcessImage.Current(TEMP, new Num(input), Status.OK, "", false, 0, 0);
    return new LoopInputs(
        new ProcessImage.Snapshot(Map.of(TEMP, current)), Map.of(SETPOINT, setpoint));
  }

  private static LoopInputs staleInputs() {
    var current =
        new ProcessImage.Current(TEMP, new Num(19), Status.STALE, "no report", false, 0, 0);
    return new LoopInputs(new ProcessImage.Snapshot(Map.of(TEMP, current)), Map.of(SETPOINT, 21.0));
  }

  private static PidLoop loop(double gain, double integralSeconds, double min, double max) {
    return new PidLoop(config(gain, integralSeconds, 0, 0), output(min, max));
  }

  /// @param gain negative for a direct-acting loop
  private static LoopConfig.Pid config(
      double gain, double integralSeconds, double derivativeSeconds, double deadband) {
    return new LoopConfig.Pid(
        "loop",
        TEMP,
        SETPOINT,
        VALVE,
        Math.abs(gain),
        Duration.ofNanos(Math.round(integralSeconds * 1e9)),
        gain > 0 ? Direction.REVERSE : Direction.DIRECT,
        Duration.ofNanos(Math.round(derivativeSeconds * 1e9)),
        deadband);
  }

  private static WritablePoint output(double min, double max) {
    return new WritablePoint(
        VALVE, new Num(Math.clamp(0, min, max)), min, max, TestBuilding.VALVE_TABLE);
  }
}
