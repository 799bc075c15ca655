package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.sampling.ProcessImage.Current;
import io.arxos.gateway.sampling.ProcessImage.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiveValuesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long BEHIND = LiveValues.BEHIND_MICROS + 1;

  private final Map<PointId, Current> points = new HashMap<>();
  private final LiveValues live = new LiveValues(() -> new Snapshot(points), 7, 0);

  @Test
  void nobodyWatchesNothingIsTold() {
    put(1, 21.5);
    live.sent(1_000_000);
    assertTrue(live.due(0, BEHIND).isEmpty());
    live.watch(all());
    assertEquals(1, told(0).size(), "the control: with somebody watching it is");
    put(1, 22);
    live.watch(new Down.Interest(false, Set.of()));
    assertTrue(live.due(2 * SECOND, BEHIND).isEmpty());
  }

  @Test
  void onlyWhatIsWatchedIsTold() {
    put(1, 21.5);
    put(2, 22.5);
    live.sent(1_000_000);
    live.watch(new Down.Interest(false, Set.of("b/e/p2")));
    assertEquals(List.of("b/e/p2"), told(0));
  }

  @Test
  void onlyWhileSomethingIsBehindByMoreThanFiveSeconds() {
    put(1, 21.5);
    live.sent(1_000_000);
    live.watch(all());
    assertTrue(live.due(0, LiveValues.BEHIND_MICROS).isEmpty());
    assertEquals(1, told(0).size());
  }

  @Test
  void pointIsToldOnceASecondAtMostAndOnlyWhenItHasChanged() {
    live.sent(1_000_000);
    live.watch(all());
    int count = 0;
    for (int tenth = 0; tenth < 100; tenth++) {
      put(1, tenth);
      count += told(tenth * SECOND / 10).size();
    }
    assertEquals(10, count, "in ten seconds");
    assertTrue(told(20 * SECOND).size() == 1 && told(30 * SECOND).isEmpty(), "unchanged");
  }

  @Test
  void atMostATenthOfTheBytesAndEveryPointHasItsTurn() {
    live.watch(all());
    long sent = 0;
    long toldBytes = 0;
    Set<String> turns = new HashSet<>();
    assertTrue(told(0).isEmpty(), "no samples are sent, so nothing can be afforded");
    for (int second = 1; second <= 60; second++) {
      for (int point = 0; point < 100; point++) {
        put(point, second);
      }
      live.sent(5_000);
      sent += 5_000;
      for (String point : told(second * SECOND)) {
        toldBytes += LiveValues.bytes(current(point));
        turns.add(point);
      }
      assertTrue(toldBytes * 9 <= sent, toldBytes + " of " + sent);
    }
    assertTrue(toldBytes * 9 > sent / 2, "it is used: " + toldBytes + " of " + sent);
    assertEquals(100, turns.size());
  }

  @Test
  void quietTimeIsNotSavedUpForABurst() {
    live.watch(all());
    for (int point = 0; point < 900; point++) {
      put(point, 1);
    }
    live.sent(1 << 20);
    live.sent(1 << 20);
    int first = told(SECOND).size();
    assertTrue(first > 500, first + " values");
    assertEquals(900 - first + 500, toldWithin(SECOND, 900 - first + 500));
  }

  /// Lets 500 of them change again: what was told before waits behind what was not.
  private int toldWithin(long from, int wanted) {
    for (int point = 0; point < 500; point++) {
      put(point, 2);
    }
    int count = 0;
    for (int second = 1; second <= 200 && count < wanted; second++) {
      live.sent(3_000);
      count += told(from + second * SECOND).size();
    }
    return count;
  }

  @Test
  void pointNeverSeenIsNotTold() {
    points.put(
        new PointId("b/e/p1"),
        new Current(new PointId("b/e/p1"), null, Status.UNKNOWN, "not seen", false, 0, 0));
    live.sent(1_000_000);
    live.watch(all());
    assertTrue(told(0).isEmpty());
  }

  @Test
  void badStatusIsToldWithoutAValue() {
    put(1, 21.5);
    var bad = current("b/e/p1");
    var message =
        LiveWire.of(
            new Current(bad.point(), bad.value(), Status.DOWN, "no answer", false, 1, 2_000));
    assertTrue(!message.hasValue() && message.getReason().equals("no answer"));
    assertEquals(21.5, LiveWire.of(bad).getValue().getNumber());
  }

  private List<String> told(long nanos) {
    return live.due(nanos, BEHIND)
        .map(one -> one.values().stream().map(value -> value.point().path()).toList())
        .orElse(List.of());
  }

  private static Down.Interest all() {
    return new Down.Interest(true, Set.of());
  }

  private Current current(String point) {
    Current current = points.get(new PointId(point));
    if (current == null) {
      throw new AssertionError("no " + point);
    }
    return current;
  }

  private void put(int point, double value) {
    var id = new PointId("b/e/p" + point);
    points.put(id, new Current(id, new Value.Num(value), Status.OK, "", false, 1, 1_000));
  }
}
