package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.FAN;
import static io.arxos.gateway.control.TestBuilding.SETPOINT;
import static io.arxos.gateway.control.TestBuilding.TEMP;
import static io.arxos.gateway.control.TestBuilding.VALVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Num;
import io.arxos.gateway.control.TestBuilding.Later;
import io.arxos.gateway.sampling.PointPublisher.Decided;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is in hand when the power goes, and when the card is slow, full or broken.
final class PowerCutTest {
  private static final List<String> WORKED = List.of("accepted", "applied", "verified");

  private final TestBuilding building = new TestBuilding();

  @Test
  void aHoldSurvivesAPowerCutWithWhatItsLeaseHasLeft() {
    building.command("c-1", SETPOINT, new Num(24)).run(1);
    building.powerOff(Duration.ofHours(1)).run(1);
    assertEquals(new Decided(SETPOINT, new Num(24), true), building.inForce(SETPOINT));
    assertEquals("c-1", building.holds().getFirst().commandId());

    building.pass(Duration.ofHours(3).minusSeconds(10)).run(1);
    assertTrue(building.inForce(SETPOINT).overridden(), "3 h 59 min 50 s");
    building.run(10);
    assertFalse(building.inForce(SETPOINT).overridden(), "4 h");
    assertEquals("temp-setpoint returned", building.journal.events().getLast());
  }

  @Test
  void aLeaseThatEndedInTheDarkIsGoneAndSaid() {
    building.command("c-1", SETPOINT, new Num(24)).run(1);
    building.powerOff(Duration.ofHours(5)).run(1);
    assertFalse(building.inForce(SETPOINT).overridden());
    assertEquals(
        "the lease ended while the gateway was down",
        building.journal.last().path("detail").asText());
  }

  // A board without a clock battery wakes up in the past: a lease may not get longer by that. When
  // the
  // time is right again, it ends.
  @Test
  void aWrongClockAfterAPowerCutDoesNotLengthenALease() {
    building.command("c-1", SETPOINT, new Num(24)).run(1);
    building.powerOff(Duration.ofDays(-365)).run(1);
    building.pass(Duration.ofHours(4).minusSeconds(2)).run(1);
    assertTrue(building.inForce(SETPOINT).overridden());
    building.run(2);
    assertFalse(building.inForce(SETPOINT).overridden(), "four hours by the monotonic clock");

    building.command("c-2", SETPOINT, new Num(24)).run(1);
    building.powerOff(Duration.ofDays(-365)).run(1);
    assertTrue(building.inForce(SETPOINT).overridden());
    building.time.wallMicros += Duration.ofDays(365).toMillis() * 1_000 + 5 * 3_600_000_000L;
    building.run(1);
    assertFalse(building.inForce(SETPOINT).overridden(), "the clock was set right");
  }

  // Without a clock battery nobody knows how long it was dark; what had run before is known.
  @Test
  void aLeaseThatHasRunForHoursDoesNotStartAgainByAWrongClock() {
    building.command("c-1", SETPOINT, new Num(24)).run(3 * 3_600);
    building.powerOff(Duration.ofDays(-365)).run(1);
    building.pass(Duration.ofMinutes(69)).run(1);
    assertTrue(building.inForce(SETPOINT).overridden(), "an hour, and ten minutes at most");
    building.pass(Duration.ofMinutes(2)).run(1);
    assertFalse(building.inForce(SETPOINT).overridden());
  }

  @Test
  void loopOutputsAreNotRemembered() {
    building.reads(TEMP, 15).run(60);
    assertTrue(building.device(VALVE) > 90);
    building.powerOff(Duration.ofSeconds(10)).run(1);
    assertEquals(5, building.device(VALVE), "power-up");
  }

  // "verified" is what a power cut would not undo: it waits for the card, the valve does not.
  @Test
  void verifiedWaitsForTheCardAndTheFanDoesNot() {
    var card = new Later();
    building.saving = card;
    building.command("c-1", FAN, new Bool(true)).run(5);
    assertEquals(1, building.device(FAN));
    assertEquals(List.of("accepted", "applied"), building.states("c-1"));
    card.runAll();
    building.run(1);
    card.runAll();
    building.run(1);
    assertEquals(WORKED, building.states("c-1"));
  }

  @Test
  void aCardThatTakesNothingIsSaidAndControlGoesOn() {
    building.store =
        new TestBuilding.MemoryStore() {
          @Override
          public void save(ControlMemory newest) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    building.command("c-1", FAN, new Bool(true)).run(60);
    assertEquals(1, building.device(FAN));
    assertEquals(
        "read back: on; a restart would forget it: No space left on device",
        building.lastDetail("c-1"));
    assertEquals(1, Collections.frequency(building.journal.events(), "control holds-not-saved"));
    assertEquals("No space left on device", building.cycle().health().holdsNotSaved());
  }

  @Test
  void aDamagedFileIsSaidAndControlStartsEmpty() {
    building.store =
        new TestBuilding.MemoryStore() {
          @Override
          public Loaded load() {
            return new Loaded(ControlMemory.EMPTY, "holds.json cannot be used");
          }
        };
    building.run(1);
    assertEquals(List.of("control holds-lost"), building.journal.events());
  }

  @Test
  void aRepeatedIdIsNotDoneAgainAfterAPowerCutEither() {
    building.command("c-1", FAN, new Bool(true)).run(1);
    building.command("back", FAN, null).run(1);
    building.powerOff(Duration.ofMinutes(5)).command("c-1", FAN, new Bool(true)).run(1);
    assertEquals("verified", building.states("c-1").getLast());
    assertEquals(0, building.device(FAN));

    building.store = new TestBuilding.MemoryStore(); // control: a gateway that has forgotten
    building.powerOff(Duration.ZERO).command("c-1", FAN, new Bool(true)).run(1);
    assertEquals(1, building.device(FAN));
  }
}
