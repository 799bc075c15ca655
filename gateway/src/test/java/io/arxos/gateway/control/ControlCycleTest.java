package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.FAN;
import static io.arxos.gateway.control.TestBuilding.PUMP;
import static io.arxos.gateway.control.TestBuilding.SETPOINT;
import static io.arxos.gateway.control.TestBuilding.TEMP;
import static io.arxos.gateway.control.TestBuilding.VALVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Num;
import io.arxos.gateway.config.OutputTable;
import io.arxos.gateway.control.TestBuilding.Later;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A day in the life of one room and its plant, in excerpts.
final class ControlCycleTest {
  private final TestBuilding building = new TestBuilding();

  @Test
  void heatsAColdRoomInTheFirstCycle() {
    building.reads(TEMP, 19).run(1);

    // Power-up is 5 %, the room is 2 K too cold, but the loop takes over without a bump.
    assertEquals(5, building.device(VALVE));
    building.run(10);
    assertTrue(building.device(VALVE) > 12, "25 %/K · 2 K / 60 s is 0.83 % a second");
  }

  @Test
  void goesOnFromWhatTheDeviceHasAfterARestart() {
    building.reads(TEMP, 19).reads(VALVE, 62).run(1);

    assertEquals(62, building.device(VALVE), "no bump by a restart of the gateway");
  }

  // The table says hold at power-up: what the room needed before the restart is what it needs
  // after.
  @Test
  void holdAtPowerUpWaitsUntilTheDeviceIsRead() {
    var hold = TestBuilding.hold();
    building.valveTable = new OutputTable(hold, hold, hold, hold, hold, hold, hold);
    building.devices.values.put(VALVE, new Num(62));
    building.reads(TEMP, 20.9).run(3);
    assertEquals(0, building.devices.written.stream().filter(w -> w.startsWith("valve")).count());
    building.reads(VALVE, 62).run(1);
    assertEquals(62, building.device(VALVE), 0.2);
    building.run(10);
    assertEquals(62.5, building.device(VALVE), 0.2);
  }

  // Control for the above: a device that cannot be read is not waited for for ever.
  @Test
  void holdAtPowerUpDoesNotWaitForEver() {
    var hold = TestBuilding.hold();
    building.valveTable = new OutputTable(hold, hold, hold, hold, hold, hold, hold);
    building.devices.values.put(VALVE, new Num(62));
    building.reads(TEMP, 19).run(20);
    assertTrue(building.device(VALVE) < 20, "from the relinquish default");
  }

  @Test
  void theOutputTableSpeaksUntilTheInputDoes() {
    building.run(1);
    assertEquals(5, building.device(VALVE), "power-up");
    building.run(9);
    assertEquals(5, building.device(VALVE), "devices have ten seconds to report");
    building.run(1);
    assertEquals(30, building.device(VALVE), "before the first input");

    building.reads(TEMP, 21).run(1);
    assertEquals(30, building.device(VALVE), "the loop goes on from there");
    building.reads(TEMP, 19).run(5);
    assertTrue(building.device(VALVE) > 30);

    building.stale(TEMP).run(1);
    assertEquals(40, building.device(VALVE), "input stale");
    building.reads(TEMP, 21).run(1);
    assertEquals(40, building.device(VALVE), "back again, without a bump");
  }

  // Control for the above: a value that is stale but plausible must not be used.
  @Test
  void aStaleValueIsNotUsedHoweverPlausible() {
    building.reads(TEMP, 19).run(1).stale(TEMP).run(60);
    assertEquals(40, building.device(VALVE));
    building.reads(TEMP, 99).run(120);
    assertEquals(0, building.device(VALVE), "the same 99 °C, fresh, closes the valve");
  }

  @Test
  void holdAfterAStartLeavesTheDeviceAsItIs() {
    building.devices.values.put(PUMP, new Bool(true));
    building.run(1);
    assertFalse(building.devices.written.contains("pump=off"));
    assertTrue(building.device(PUMP) == 1, "the table says hold at power-up");
    assertEquals(0, building.device(FAN), "nobody drives the fan: its default");
  }

  @Test
  void thePumpFollowsTheValve() {
    building.reads(TEMP, 21).reads(VALVE, 0).reads(PUMP, 0).run(1);
    assertEquals(0, building.device(PUMP));
    building.reads(VALVE, 60).run(1);
    assertEquals(1, building.device(PUMP));
    building.reads(VALVE, 1).run(1);
    assertEquals(0, building.device(PUMP));
  }

  @Test
  void whatHasNotChangedIsWrittenAgainAfterAMinute() {
    building.reads(TEMP, 21).run(60);
    assertEquals(1, count("fan=off"));
    building.run(1);
    assertEquals(2, count("fan=off"));
    building.run(600);
    assertEquals(12, count("fan=off"));
  }

  // A device that does not answer at all: neither the cycle nor the other devices may wait for it.
  @Test
  void aDeviceThatNeverAnswersDelaysNobody() {
    var hanging = new Later();
    var first = new AtomicBoolean(true);
    building.calls =
        task -> {
          if (first.getAndSet(false)) {
            hanging.execute(task); // the first call of all is the valve's
          } else {
            task.run();
          }
        };
    building.reads(TEMP, 19).command("fan-on", FAN, new Bool(true)).run(20);

    assertEquals(1, building.device(FAN));
    assertEquals(List.of("accepted", "applied", "verified"), building.states("fan-on"));
    assertTrue(Double.isNaN(building.device(VALVE)), "control: the valve really hangs");
    assertEquals(1, hanging.waiting(), "one call per point under way, not one per cycle");

    building.run(11);
    assertEquals("valve output-failed", building.journal.events().getLast());
    assertTrue(building.journal.last().path("detail").asText().contains("does not answer"));

    hanging.runAll(); // it comes back after half a minute, with what was asked for then
    assertEquals(5, building.device(VALVE));
    building.run(1);
    assertTrue(building.device(VALVE) > 25, "the newest wish, at once");
    assertEquals("valve output-restored", building.journal.events().getLast());
  }

  @Test
  void onlyTheNewestWishIsWrittenAfterAWait() {
    var bus = new Later();
    building.calls = bus;
    building.command("on", FAN, new Bool(true)).run(1);
    building.command("off", FAN, new Bool(false)).run(1);
    building.command("on-again", FAN, new Bool(true)).run(1);
    bus.runAll();
    building.run(1);
    bus.runAll();

    assertEquals(1, count("fan=on"));
    assertEquals(0, count("fan=off"));
  }

  @Test
  void aDeviceThatIsLateAtTheStartIsNoAlarm() {
    building.devices.dead.add(FAN);
    building.run(8);
    building.devices.dead.clear();
    building.run(10);
    assertEquals(0, building.device(FAN));
    assertEquals(List.of(), building.journal.events());
  }

  @Test
  void aDeadDeviceIsSaidOnceAndTriedAgainEveryFiveSeconds() {
    building.devices.dead.add(FAN);
    building.reads(TEMP, 21).run(120);
    assertEquals(1, building.journal.events().stream().filter("fan output-failed"::equals).count());
    assertEquals(1, building.cycle().health().outputsInAlarm());

    building.devices.dead.clear();
    building.run(5);
    assertEquals(0, building.device(FAN));
    assertEquals("fan output-restored", building.journal.events().getLast());
    assertEquals(0, building.cycle().health().outputsInAlarm());
  }

  @Test
  void aStuckValveIsAMismatchWhenItHasHadTimeToMove() {
    building.devices.values.put(VALVE, new Num(70));
    building.devices.stuck.add(VALVE);
    building.run(10);
    assertEquals(List.of(), building.journal.events(), "an actuator needs its time");
    building.run(1);
    assertEquals(List.of("valve mismatch"), building.journal.events());
    assertEquals(
        "written 30, but the device reads 70", building.journal.last().path("detail").asText());

    building.devices.stuck.clear();
    building.run(61);
    assertEquals("valve output-restored", building.journal.events().getLast());
  }

  // Its loop moves the wish in every cycle; that must not look like a fresh start in every cycle.
  @Test
  void aStuckValveIsSeenWhileItsLoopMoves() {
    building.devices.values.put(VALVE, new Num(70));
    building.devices.stuck.add(VALVE);
    building.reads(TEMP, 20.5).run(30);
    assertEquals(List.of("valve mismatch"), building.journal.events());
  }

  // Control for the above: a valve that moves slowly, but moves, two minutes from end to end.
  @Test
  void aSlowValveIsNoMismatch() {
    building.devices.stuck.add(VALVE);
    building.reads(TEMP, 21).command("open", VALVE, new Num(100));
    for (int second = 0; second <= 120; second++) {
      building.devices.values.put(VALVE, new Num(second / 1.2));
      building.run(1);
    }
    building.run(1);
    assertEquals(List.of("accepted", "applied", "verified"), building.states("open"));
    assertFalse(building.journal.events().contains("valve mismatch"));
  }

  @Test
  void everyCycleDecidesOnOneSnapshotAndTheSetpointInForce() {
    building.reads(TEMP, 21).run(1);
    double before = building.device(VALVE);
    building.command("warmer", SETPOINT, new Num(24)).run(1);

    // K · e = 25 · 3 at once, in the very cycle in which the set-point was applied.
    assertEquals(before + 75, building.device(VALVE), 0.5);
    assertTrue(building.inForce(SETPOINT).overridden());
    assertFalse(building.inForce(VALVE).overridden(), "its loop has it");
  }

  @Test
  void theTableTakesTheLoopsPlaceAndAPersonStillWins() {
    var carryOn = TestBuilding.carryOn();
    var go = TestBuilding.go(15);
    building.valveTable =
        new OutputTable(go, go, go, TestBuilding.hold(), TestBuilding.go(25), carryOn, carryOn);
    building.reads(TEMP, 19).run(30);
    assertTrue(building.device(VALVE) > 30);

    building.journalFailed = true;
    building.run(1);
    assertEquals(25, building.device(VALVE), "journal failed");
    building.cloudLost = true;
    building.run(1);
    assertEquals(25, building.device(VALVE), "cloud lost: carry on");

    building.journalFailed = false;
    building.run(1);
    assertEquals(25, building.device(VALVE), 1, "and on from there");
    building.command("by-hand", VALVE, new Num(90)).run(1);
    building.journalFailed = true;
    building.run(5);
    assertEquals(90, building.device(VALVE), "what a person holds stays through a failure");
  }

  @Test
  void holdKeepsWhatIsInForce() {
    var hold = TestBuilding.hold();
    building.valveTable = new OutputTable(hold, hold, hold, hold, hold, hold, hold);
    building.reads(TEMP, 19).run(30);
    double last = building.device(VALVE);
    building.stale(TEMP).run(300);
    assertEquals(last, building.device(VALVE), 0.1);
  }

  @Test
  void aCleanStopTakesOutputsWhereTheTableSays() throws InterruptedException {
    building.reads(TEMP, 19).command("vent", FAN, new Bool(true)).run(3);
    double valve = building.device(VALVE);
    assertEquals(1, building.device(FAN));

    building.cycle().stop(Moment.of(building.time));
    assertEquals(0, building.device(FAN), "stopped: off, whoever holds it");
    assertEquals(valve, building.device(VALVE), "stopped: hold");
  }

  @Test
  void goesOnWithoutAJournal() {
    building.journal.mood = Journal.Mood.CLOSED;
    building.devices.dead.add(FAN);
    building.reads(TEMP, 19).run(30);
    assertTrue(building.device(VALVE) > 20);
  }

  @Test
  void theWatchdogSeesEveryCycle() {
    building.run(7);
    assertEquals(7, building.cycle().health().cycles());
    building.pass(Duration.ofMinutes(1));
    assertTrue(building.time.nanos - building.cycle().health().lastNanos() > 60_000_000_000L);
  }

  private int count(String written) {
    return Collections.frequency(building.devices.written, written);
  }
}
