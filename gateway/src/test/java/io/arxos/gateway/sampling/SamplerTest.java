package io.arxos.gateway.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.config.TestSites;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import io.arxos.gateway.sampling.PointPublisher.Decided;
import io.arxos.gateway.sampling.ProcessImage.Current;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  private static final PointId TEMP = new PointId("hq/room/air-temp");
  private static final PointId SETPOINT = new PointId("hq/room/temp-setpoint");
  private static final PointId VALVE = new PointId("hq/room/valve");
  private static final PointId WINDOW = new PointId("hq/room/window");

  private final ManualClock clock = new ManualClock();
  private final ListInbox inbox = new ListInbox();
  private final ProcessImage image =
      new ProcessImage(TestSites.room().points().map(point -> point.id()).toList());
  private boolean synchronised = true;
  private final Sampler sampler =
      new Sampler(TestSites.room(), image, inbox, clock, () -> synchronised);

  @Test
  void aReadingBecomesASampleInThePointsUnit() {
    assertEquals(Acceptance.DURABLE, reads(68).join());
    Sample sample = inbox.only();
    assertEquals(TEMP, sample.point());
    assertEquals(20.0, number(sample), 1e-9);
    assertEquals(Status.OK, sample.status());
    assertEquals(0, sample.flags());
    assertEquals(clock.wallMicros(), sample.wallMicros());
    assertEquals(clock.nanos() / 1_000, sample.monoMicros());
    assertEquals(20.0, current(TEMP).usable(), 1e-9);
  }

  @Test
  void aChangeWithinTheDeadbandIsSuppressedAndAnsweredAtOnce() {
    reads(68);
    inbox.answer = new CompletableFuture<>();
    clock.advance(Duration.ofSeconds(10));
    assertEquals(Acceptance.DURABLE, reads(68.05).getNow(null));
    assertEquals(1, inbox.samples.size());
    assertEquals(1, sampler.counters().suppressed());
    assertEquals(20.0278, current(TEMP).usable(), 1e-4);
    assertFalse(reads(68.2).isDone(), "a change is answered when it is durable");
    assertEquals(2, inbox.samples.size());
  }

  // The deadband is measured from what was stored, so that a slow drift is not lost.
  @Test
  void aSlowDriftIsStoredOnceItLeavesTheDeadband() {
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      reads(68 + i * 0.02);
    }
    assertEquals(2, inbox.samples.size());
  }

  @Test
  void anUnchangedValueIsStoredBeforeTheReportingTimeIsOver() {
    long last = 0;
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(13));
      reads(68);
      long stored = inbox.samples.getLast().monoMicros();
      assertTrue(last == 0 || stored - last <= 120_000_000, "2 minutes at most");
      last = stored;
    }
    assertTrue(inbox.samples.size() < 14, "and not much more often: " + inbox.samples.size());
  }

  @Test
  void outOfRangeIsAFaultAndTheValueIsKept() {
    reads(200);
    assertEquals(Status.FAULT, inbox.only().status());
    assertEquals("out of range", inbox.only().reason());
    assertEquals(93.33, number(inbox.only()), 0.01);
    assertTrue(Double.isNaN(current(TEMP).usable()), "control must not use it");
  }

  @Test
  void aBadReadingIsStoredOnceAndLeavesTheLastValueInTheImage() {
    reads(68);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(5));
      offer(TEMP, Reading.down("no answer"));
    }
    assertEquals(2, inbox.samples.size());
    Sample down = inbox.samples.getLast();
    assertEquals(Status.DOWN, down.status());
    assertEquals("no answer", down.reason());
    assertNull(down.value());
    assertEquals(20, Objects.requireNonNull(current(TEMP).value()).number(), 1e-9);
    assertTrue(Double.isNaN(current(TEMP).usable()));
    clock.advance(Duration.ofSeconds(5));
    reads(68);
    assertEquals(Status.OK, inbox.samples.getLast().status(), "recovery is news");
  }

  @Test
  void theNameOfAStateIsItsNumberAndAnotherWordIsAFault() {
    offer(WINDOW, Reading.good(new Value.Text("Open")));
    assertEquals(new Value.Bool(true), inbox.only().value());
    assertEquals(Status.OK, inbox.only().status());
    clock.advance(Duration.ofSeconds(5));
    offer(WINDOW, Reading.good(new Value.Text("ajar")));
    assertEquals(Status.FAULT, inbox.samples.getLast().status());
  }

  @Test
  void textWhereANumberIsNeededIsAFault() {
    offer(TEMP, Reading.good(new Value.Text("hot")));
    assertEquals(Status.FAULT, inbox.only().status());
    assertNull(inbox.only().value());
  }

  @Test
  void numbersOfATwoStatePointBecomeBooleans() {
    offer(WINDOW, Reading.good(new Value.Int(1)));
    assertEquals(new Value.Bool(true), inbox.only().value());
  }

  // Stale means not reported; a value that is reported and does not change stays ok.
  @Test
  void silenceMakesAPointStaleAndItsValueIsNeverStampedAgain() {
    reads(68);
    clock.advance(Duration.ofSeconds(80));
    reads(68);
    clock.advance(Duration.ofSeconds(90));
    assertEquals(0, count(Status.STALE));
    tick(Duration.ofMillis(1));
    assertEquals(1, count(Status.STALE));
    Sample stale = inbox.samples.stream().filter(s -> s.status() == Status.STALE).findFirst().get();
    assertNull(stale.value());
    assertEquals(Status.STALE, current(TEMP).status());
    for (int i = 0; i < 240; i++) {
      tick(Duration.ofSeconds(1));
    }
    assertEquals(3, count(Status.STALE), "said again every report-within, so that it is no gap");
  }

  @Test
  void whatWasNeverSeenIsSaidToBeUnknown() {
    tick(Duration.ofSeconds(89));
    assertEquals(0, inbox.samples.stream().filter(s -> s.point().equals(TEMP)).count());
    tick(Duration.ofSeconds(2));
    Sample sample =
        inbox.samples.stream().filter(s -> s.point().equals(TEMP)).findFirst().orElseThrow();
    assertEquals(Status.UNKNOWN, sample.status());
    assertNull(sample.value());
  }

  @Test
  void aRetainedMessageIsStaleUntilALiveOneComes() {
    var retained = new Origin(null, null, true, false);
    offer(TEMP, new Reading.Good(new Value.Num(68), retained));
    assertEquals(Status.STALE, inbox.only().status());
    assertTrue(Double.isNaN(current(TEMP).usable()));
    reads(68);
    assertEquals(Status.OK, current(TEMP).status());
  }

  @Test
  void aRetainedMessageIsBelievedWhenItsOwnTimeIsRecent() {
    Instant now = Instant.EPOCH.plusNanos(clock.wallMicros() * 1_000);
    offer(TEMP, retainedAt(now.minusSeconds(600)));
    assertEquals(Status.STALE, current(TEMP).status());
    offer(TEMP, retainedAt(now.minusSeconds(60)));
    assertEquals(Status.OK, current(TEMP).status());
  }

  @Test
  void aRepeatedMessageAndAnUncertainClockAreMarked() {
    synchronised = false;
    offer(TEMP, new Reading.Good(new Value.Num(68), new Origin(null, 7L, false, true)));
    assertEquals(Columns.REPEAT | Columns.UNCERTAIN_CLOCK, inbox.only().flags());
  }

  // The wall clock decides nothing: a step back must not silence a point or make it stale.
  @Test
  void aWallClockThatStepsBackChangesNothing() {
    reads(68);
    clock.stepWallBack(Duration.ofHours(2));
    clock.advance(Duration.ofSeconds(10));
    reads(70);
    tick(Duration.ofSeconds(1));
    assertEquals(2, inbox.samples.size());
    assertTrue(inbox.samples.getLast().monoMicros() > inbox.samples.getFirst().monoMicros());
  }

  @Test
  void theImageIsUpdatedWhateverBecomesOfTheSample() {
    inbox.answer = CompletableFuture.completedFuture(Acceptance.REFUSED);
    assertEquals(Acceptance.REFUSED, reads(68).join());
    assertEquals(20, current(TEMP).usable(), 1e-9);
    assertEquals(1, sampler.counters().refused());
    assertEquals(0, sampler.counters().samples());
  }

  // Otherwise change-of-value would keep suppressing what was never stored.
  @Test
  void whatWasRefusedIsStoredByTheNextReadingChangedOrNot() {
    reads(68);
    inbox.answer = CompletableFuture.completedFuture(Acceptance.REFUSED);
    reads(70);
    inbox.answer = CompletableFuture.completedFuture(Acceptance.DURABLE);
    reads(70);
    assertEquals(3, inbox.samples.size());
  }

  // What waits for its acknowledgement comes again; what was polled, or sent with QoS 0, does not.
  @Test
  void whatIsRefusedAndSaidOnlyOnceIsCountedAsLost() {
    inbox.answer = CompletableFuture.completedFuture(Acceptance.REFUSED);
    reads(68);
    assertEquals(1, sampler.counters().refused());
    assertEquals(0, sampler.counters().lost());
    sampler.tell(Map.of(TEMP, Reading.good(new Value.Num(70))));
    assertEquals(2, sampler.counters().refused());
    assertEquals(1, sampler.counters().lost());
    tick(Duration.ofHours(1));
    assertEquals(1, sampler.counters().lost(), "silence is not a reading");
  }

  @Test
  void aJournalThatFailsLaterCountsAsRefused() {
    inbox.answer = new CompletableFuture<>();
    var answer = reads(68);
    inbox.answer.completeExceptionally(new IllegalStateException("closed"));
    assertEquals(Acceptance.REFUSED, answer.join());
  }

  @Test
  void readingsOfUnknownPointsAreCounted() {
    offer(new PointId("hq/room/nothing"), Reading.good(new Value.Num(1)));
    assertEquals(1, sampler.counters().unknown());
    assertEquals(List.of(), inbox.samples);
  }

  @Test
  void decisionsBecomeSamplesWhenTheyChange() {
    decides(SETPOINT, 21, false);
    decides(SETPOINT, 21, false);
    assertEquals(1, inbox.samples.size());
    decides(SETPOINT, 21, true);
    assertEquals(2, inbox.samples.size(), "held at the same value is news");
    assertEquals(Columns.OVERRIDDEN, inbox.samples.getLast().flags());
    assertTrue(current(SETPOINT).overridden());
    decides(SETPOINT, 23, true);
    assertEquals(23, number(inbox.samples.getLast()));
  }

  // What a valve does is what the valve says, not what was asked of it.
  @Test
  void aPointThatIsReadBackKeepsTheDevicesValue() {
    offer(VALVE, Reading.good(new Value.Num(10)));
    decides(VALVE, 80, true);
    assertEquals(10, current(VALVE).usable());
    assertEquals(10, number(inbox.samples.getLast()));
    assertEquals(Columns.OVERRIDDEN, inbox.samples.getLast().flags());
    offer(VALVE, Reading.good(new Value.Num(80)));
    assertEquals(80, number(inbox.samples.getLast()));
    assertEquals(Columns.OVERRIDDEN, inbox.samples.getLast().flags());
  }

  @Test
  void aSnapshotDoesNotChange() {
    reads(68);
    ProcessImage.Snapshot before = image.snapshot();
    reads(80);
    assertEquals(20, before.usable(TEMP), 1e-9);
    assertEquals(26.67, image.snapshot().usable(TEMP), 0.01);
  }

  private CompletableFuture<Acceptance> reads(double fahrenheit) {
    return offer(TEMP, Reading.good(new Value.Num(fahrenheit)));
  }

  private CompletableFuture<Acceptance> offer(PointId point, Reading reading) {
    return sampler.offer(Map.of(point, reading));
  }

  private void decides(PointId point, double value, boolean overridden) {
    sampler.publish(List.of(new Decided(point, new Value.Num(value), overridden)));
  }

  private void tick(Duration after) {
    clock.advance(after);
    sampler.tick();
  }

  private long count(Status status) {
    return inbox.samples.stream()
        .filter(s -> s.point().equals(TEMP) && s.status() == status)
        .count();
  }

  private Current current(PointId point) {
    return Objects.requireNonNull(image.snapshot().get(point));
  }

  private static double number(Sample sample) {
    return Objects.requireNonNull(sample.value()).number();
  }

  private static Reading retainedAt(Instant time) {
    return new Reading.Good(new Value.Num(68), new Origin(time, null, true, false));
  }

  /// Keeps what it is given and answers as told.
  private static final class ListInbox implements Inbox {
    final List<Sample> samples = new ArrayList<>();
    CompletableFuture<Acceptance> answer = CompletableFuture.completedFuture(Acceptance.DURABLE);

    @Override
    public CompletableFuture<Acceptance> offer(Lane lane, List<Sample> offered, boolean awaited) {
      assertEquals(Lane.TELEMETRY, lane);
      samples.addAll(offered);
      return answer;
    }

    Sample only() {
      assertEquals(1, samples.size());
      return samples.getFirst();
    }
  }
}
