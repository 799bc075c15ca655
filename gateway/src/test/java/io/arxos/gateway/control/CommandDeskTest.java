package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.FAN;
import static io.arxos.gateway.control.TestBuilding.SETPOINT;
import static io.arxos.gateway.control.TestBuilding.TEMP;
import static io.arxos.gateway.control.TestBuilding.VALVE;
import static io.arxos.gateway.control.TestBuilding.order;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import io.arxos.gateway.sampling.PointPublisher.Decided;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// People's commands from arrival to return, as the logbook shows them.
final class CommandDeskTest {
  private static final List<String> WORKED = List.of("accepted", "applied", "verified");

  private final TestBuilding building = new TestBuilding();

  @Test
  void aSetpointIsInForceAtOnceAndReturnsByItself() {
    building.command("c-1", SETPOINT, new Num(23)).run(1);
    assertEquals(WORKED, building.states("c-1"));
    assertEquals("in force: 23", building.lastDetail("c-1"));
    assertEquals(new Decided(SETPOINT, new Num(23), true), building.inForce(SETPOINT));

    Hold hold = building.holds().getFirst();
    assertEquals("Anna: too cold", hold.owner() + ": " + hold.reason());
    assertEquals(4 * 3_600 * 1_000_000L, hold.untilMicros() - hold.sinceMicros());

    building.pass(Duration.ofHours(4)).run(1);
    assertEquals(List.of(), building.holds());
    assertEquals(new Decided(SETPOINT, new Num(21), false), building.inForce(SETPOINT));
    assertEquals(
        List.of(
            "temp-setpoint command accepted",
            "temp-setpoint command applied",
            "temp-setpoint command verified",
            "temp-setpoint returned"),
        building.journal.events());
  }

  @Test
  void everyStepIsJournaledWithWhoWhyAndUntilWhen() {
    building.command("c-1", SETPOINT, new Num(23)).run(1);
    var json = building.journal.last();
    assertEquals("c-1", json.path("id").asText());
    assertEquals(23, json.path("value").asDouble());
    assertEquals(9, json.path("level").asInt());
    assertEquals("Anna", json.path("owner").asText());
    assertEquals("too cold", json.path("reason").asText());
    assertEquals("2026-01-05T12:00:00Z", json.path("until").asText());
  }

  @Test
  void anOutputIsVerifiedByWhatTheDeviceReads() {
    building.command("c-1", FAN, new Bool(true)).run(1);
    assertEquals(WORKED, building.states("c-1"));
    assertEquals("read back: on", building.lastDetail("c-1"));
    assertEquals(1, building.device(FAN));
  }

  @Test
  void aDeviceThatCannotBeReadIsAppliedUnverifiable() {
    building.devices.mute.add(FAN);
    building.command("c-1", FAN, new Bool(true)).run(1);
    assertEquals(List.of("accepted", "applied", "applied_unverifiable"), building.states("c-1"));
    assertEquals("written; cannot be read back: never seen", building.lastDetail("c-1"));
  }

  @Test
  void aDeadDeviceIsNotCalledAppliedUntilItIsBack() {
    building.devices.dead.add(FAN);
    building.command("c-1", FAN, new Bool(true)).run(60);
    assertEquals(List.of("accepted", "accepted"), building.states("c-1"));
    assertEquals(
        "held, but not written: device silent; it is tried again", building.lastDetail("c-1"));

    building.devices.dead.clear();
    building.run(6);
    assertEquals(List.of("accepted", "accepted", "applied", "verified"), building.states("c-1"));
  }

  @Test
  void aStuckDeviceIsNeverVerified() {
    building.devices.values.put(FAN, new Bool(false));
    building.devices.stuck.add(FAN);
    building.command("c-1", FAN, new Bool(true)).run(300);
    assertEquals("applied", building.states("c-1").getLast());
    assertEquals("written, but the device reads something else", building.lastDetail("c-1"));
  }

  @Test
  void aHigherLevelWinsAndTheCommandSaysSo() {
    building.command(order("local", SETPOINT, new Num(20), 8)).run(1);
    building.command("cloud", SETPOINT, new Num(24)).run(1);
    assertEquals(List.of("accepted", "applied"), building.states("cloud"));
    assertEquals(
        "held, but not in force: level 8 (Anna, too cold) wins with 20",
        building.lastDetail("cloud"));
    assertEquals(2, building.holds().size());

    building.command(order("local-back", SETPOINT, null, 8)).run(1);
    assertEquals(WORKED, building.states("local-back"));
    assertEquals(WORKED, building.states("cloud"), "in force after all");
  }

  @Test
  void nullGivesTheLevelBack() {
    building.command("on", FAN, new Bool(true)).run(1);
    building.command("back", FAN, null).run(1);
    assertEquals(WORKED, building.states("back"));
    assertEquals(
        "level 9 given back; nobody holds it; the default is in force: off",
        building.lastDetail("back"));
    assertEquals(0, building.device(FAN));
    assertEquals(List.of(), building.holds());
  }

  @Test
  void refusalsSayWhatWouldBeRight() {
    refused(
        "there is no point hq/room/temp-setpiont; did you mean hq/room/temp-setpoint?",
        asked("hq/room/temp-setpiont", new Num(22), 9));
    refused("there is no point No such path!", asked("No such path!", new Num(22), 9));
    refused("hq/room/air-temp is not writable", asked(TEMP.path(), new Num(22), 9));
    refused("30 is outside the write range 15 to 26", asked(SETPOINT.path(), new Num(30), 9));
    refused("hq/room/temp-setpoint cannot be on", asked(SETPOINT.path(), new Bool(true), 9));
    refused("hq/room/fan cannot be 0.5", asked(FAN.path(), new Num(0.5), 9));
    refused("hq/room/fan cannot be \"on\"", asked(FAN.path(), new Text("on"), 9));
    refused(
        "level 7 is not for people; they have 8 (local operator) to 16",
        asked(SETPOINT.path(), new Num(22), 7));
    refused(
        "level 17 is not for people; they have 8 (local operator) to 16",
        asked(SETPOINT.path(), new Num(22), 17));
    refused(
        "level 16 of hq/room/valve belongs to its loop heating",
        asked(VALVE.path(), new Num(50), 16));
    refused("it gives no reason", with("r", "Anna", " ", Duration.ofHours(1)));
    refused("it does not say who asks", with("w", "", "too cold", Duration.ofHours(1)));
    refused(
        "a lease must be above 0 and at most 7 days",
        with("l", "Anna", "too cold", Duration.ofDays(7).plusNanos(1)));
    refused(
        "a lease must be above 0 and at most 7 days", with("z", "Anna", "too cold", Duration.ZERO));
    assertEquals(List.of(), building.holds());
  }

  @Test
  void aRefusalOfAnUnknownPointIsJournaledUnderControlsOwn() {
    building.command(asked("hq/room/nothing", new Num(1), 9)).run(1);
    assertEquals(List.of("control command refused"), building.journal.events());
  }

  @Test
  void nothingIsDoneBeforeTheJournalHasIt() {
    building.journal.mood = Journal.Mood.SLOW;
    building.command("c-1", FAN, new Bool(true)).run(5);
    assertEquals(List.of(), building.states("c-1"));
    assertEquals(0, building.device(FAN));

    building.journal.sync();
    building.run(1);
    assertEquals(WORKED, building.states("c-1"));
    assertEquals(1, building.device(FAN));
  }

  @Test
  void aClosedJournalMeansNotDone() {
    building.journal.mood = Journal.Mood.CLOSED;
    building.command("c-1", FAN, new Bool(true)).run(5);
    assertEquals(List.of("refused"), building.states("c-1"));
    assertEquals("the journal did not take it; nothing was done", building.lastDetail("c-1"));
    assertEquals(0, building.device(FAN));
  }

  @Test
  void whatIsLateIsNeverDone() {
    building.journal.mood = Journal.Mood.SLOW;
    building.command("c-1", FAN, new Bool(true)).run(31);
    assertEquals(List.of(), building.states("c-1"), "30 s to the nanosecond is in time");
    building.run(1);
    assertEquals(List.of("expired"), building.states("c-1"));

    building.journal.sync();
    building.run(10);
    assertEquals(0, building.device(FAN), "the journal came too late");
    assertEquals(List.of("expired"), building.states("c-1"));
  }

  @Test
  void aDisconnectVoidsWhatWasNotDoneAndNothingElse() {
    building.command("done", FAN, new Bool(true)).run(1);
    building.journal.mood = Journal.Mood.SLOW;
    building.command("pending", SETPOINT, new Num(25));
    building.cycle().commands().voidPending();
    building.journal.mood = Journal.Mood.DURABLE_AT_ONCE;
    building.command("after", SETPOINT, new Num(19)).run(1);
    building.journal.sync();
    building.run(5);

    assertEquals(WORKED, building.states("done"));
    assertEquals(List.of("expired"), building.states("pending"));
    assertEquals(WORKED, building.states("after"), "of the next connection");
    assertEquals(new Num(19), building.inForce(SETPOINT).value());
    assertEquals(1, building.device(FAN));
  }

  // The page of the gateway needs no cloud: a link that comes and goes is nothing to it.
  @Test
  void aDisconnectDoesNotVoidWhatSomebodyAtTheGatewayAskedFor() {
    building.journal.mood = Journal.Mood.SLOW;
    building.command(order("local", SETPOINT, new Num(25), CommandRequest.LOCAL_OPERATOR)).run(1);
    building.cycle().commands().voidPending();
    building.run(1).journal.sync();
    building.run(1);
    assertEquals(WORKED, building.states("local"));
  }

  @Test
  void aRepeatedIdIsAnsweredAndNotDoneAgain() {
    building.command("c-1", FAN, new Bool(true)).run(1);
    building.command("back", FAN, null).run(1);
    building.command("c-1", FAN, new Bool(true)).run(1);
    assertEquals(List.of("accepted", "applied", "verified", "verified"), building.states("c-1"));
    assertEquals(0, building.device(FAN));

    building.command("c-2", FAN, new Bool(true)).run(1); // control: another id is done
    assertEquals(1, building.device(FAN));
  }

  @Test
  void tooManyAtOnceAreRefusedAndNoneIsLost() {
    for (int number = 0; number < CommandDesk.ARRIVALS_MAX + 10; number++) {
      building.command("c-" + number, SETPOINT, new Num(22));
    }
    building.run(1);
    for (int number = 0; number < CommandDesk.ARRIVALS_MAX + 10; number++) {
      boolean taken = number < CommandDesk.ARRIVALS_MAX;
      assertEquals(taken ? "accepted" : "refused", building.states("c-" + number).getFirst());
    }
    building.command("later", SETPOINT, new Num(23)).run(1);
    assertEquals(WORKED, building.states("later"));
  }

  @Test
  void whoeverCannotBeToldDoesNotStopControl() {
    building
        .cycle()
        .commands()
        .submit(
            order("c-1", FAN, new Bool(true), 9),
            _ -> {
              throw new IllegalStateException("stream closed");
            });
    building.run(3);
    assertEquals(1, building.device(FAN));
  }

  @Test
  void aVeryLongReasonStillFitsIntoAnEvent() {
    String reason = "ü\"\n".repeat(2_000);
    building.command(with("c-1", "Anna", reason, Duration.ofHours(1))).run(1);
    assertEquals("verified", building.states("c-1").getLast());
    building.journal.samples.forEach(
        sample -> assertEquals("c-1", Journal.json(sample).path("id").asText()));
  }

  private void refused(String why, CommandRequest command) {
    building.command(command).run(1);
    assertEquals(List.of("refused"), building.states(command.id()));
    assertEquals(why, building.lastDetail(command.id()));
  }

  private static CommandRequest asked(String point, Value value, int level) {
    return new CommandRequest(
        point + value + level,
        point,
        value,
        level,
        "Anna",
        "too cold",
        Duration.ofSeconds(30),
        Duration.ofHours(4));
  }

  private static CommandRequest with(String id, String issuer, String reason, Duration lease) {
    PointId point = SETPOINT;
    return new CommandRequest(
        id, point.path(), new Num(22), 9, issuer, reason, Duration.ofSeconds(30), lease);
  }
}
