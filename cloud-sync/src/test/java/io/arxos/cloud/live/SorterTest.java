package io.arxos.cloud.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.cloud.live.LogItem.Lane;
import io.arxos.cloud.live.Sorter.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SorterTest {
  private static final Lane LANE = FakeLog.TELEMETRY;
  private final FakeLog log = new FakeLog();
  private long read;

  @Test
  void newSamplesArePassedOnInOrder() {
    Sorter sorter = sorter(Pace.LATEST);
    log.block(LANE, 1, "a 1000 1", "b 1000 2", "a 1001 3");
    assertEquals(List.of("samples a=1@1000 b=2@1000 a=3@1001"), sort(sorter, 1001));
  }

  @Test
  void repeatsAreDropped() {
    Sorter sorter = sorter(Pace.EVERY);
    log.block(LANE, 1, "a 1000 1", "a 1001 2");
    log.block(LANE, 1, "a 1000 1", "a 1001 2");
    log.block(LANE, 2, "a 1001 2", "a 1002 3");
    assertEquals(List.of("samples a=1@1000 a=2@1001", "samples a=3@1002"), sort(sorter, 1002));
  }

  // A second process start of the gateway is another namespace: the same sequence is another
  // sample.
  @Test
  void sequencesOfAnotherIncarnationAreNoRepeats() {
    Sorter sorter = sorter(Pace.EVERY);
    log.block(LANE, 1, "a 1000 1");
    log.block(new Lane("hofgarten-1", "cd".repeat(16), 2), 1, "a 1001 2");
    assertEquals(List.of("samples a=1@1000", "samples a=2@1001"), sort(sorter, 1001));
  }

  @Test
  void lateDataNeverMovesLatestBack() {
    for (Pace pace : Pace.values()) {
      Sorter sorter = sorter(pace);
      log.block(LANE, 100, "a 1000 1");
      log.block(new Lane("hofgarten-1", "cd".repeat(16), 2), 1, "a 900 7", "a 950 8");
      assertEquals(List.of("samples a=1@1000"), sort(sorter, 1000));
      assertEquals(List.of("filled 900..950"), FakeLog.lines(sorter.takeFilled()));
      assertEquals(List.of(), sorter.takeFilled());
    }
  }

  @Test
  void backlogMovesABrowserForwardByTheNewestOfEachBlock() {
    Sorter sorter = sorter(Pace.LATEST);
    log.block(LANE, 1, "a 100 1", "b 100 2", "a 110 3", "a 120 4");
    assertEquals(List.of("samples a=4@120 b=2@100"), sort(sorter, 5000));
    assertEquals(List.of("filled 100..120"), FakeLog.lines(sorter.takeFilled()));
  }

  @Test
  void backlogReachesAServiceWhole() {
    Sorter sorter = sorter(Pace.EVERY);
    log.block(LANE, 1, "a 100 1", "b 100 2", "a 110 3");
    assertEquals(List.of("samples a=1@100 b=2@100 a=3@110"), sort(sorter, 5000));
  }

  @Test
  void browserThatIsBehindGetsTheNewestOfEachPoint() {
    Sorter sorter = sorter(Pace.LATEST);
    for (int i = 0; i < 20; i++) {
      log.block(LANE, 2 * i + 1, "a " + (1000 + i) + " " + i, "b " + (1000 + i) + " " + i);
    }
    assertEquals(List.of("samples a=19@1019 b=19@1019"), sort(sorter, 1019));
  }

  @Test
  void gapIsToldAndItsFillingIsLate() {
    Sorter sorter = sorter(Pace.EVERY);
    log.block(LANE, 1, "a 1000 1");
    log.block(LANE, 5, "a 1004 5");
    assertEquals(
        List.of(
            "samples a=1@1000",
            "gap 1000..1004 3 samples have not arrived yet",
            "samples a=5@1004"),
        sort(sorter, 1004));
  }

  @Test
  void whoResumesKnowsLateDataByItsAge() {
    Sorter before = sorter(Pace.LATEST);
    log.block(LANE, 1, "a 1000 1");
    sort(before, 1000);
    Sorter after = sorter(Pace.LATEST);
    after.remember(before.floorsUs());
    log.block(new Lane("hofgarten-1", "cd".repeat(16), 2), 1, "a 500 7");
    log.block(LANE, 2, "a 1001 2");
    assertEquals(List.of("samples a=2@1001"), sort(after, 1001));
    assertEquals(List.of("filled 500..500"), FakeLog.lines(after.takeFilled()));
  }

  @Test
  void eventsComeOnlyToWhoAsks() {
    Lane alarm = new Lane("hofgarten-1", "ab".repeat(16), Lane.ALARM);
    log.block(alarm, 1, "a 1000 1");
    assertEquals(List.of("samples a=1@1000"), sort(new Sorter(Pace.EVERY, true, _ -> true), 1000));
    read = 0;
    assertEquals(List.of(), sort(new Sorter(Pace.EVERY, false, _ -> true), 1000));
  }

  @Test
  void anEventNeitherHidesNorIsHiddenByTheValueOfItsPoint() {
    Lane alarm = new Lane("hofgarten-1", "ab".repeat(16), Lane.ALARM);
    log.block(LANE, 1, "a 1001 1");
    log.block(alarm, 1, "a 1000 7", "a 1003 8");
    log.block(LANE, 2, "a 1002 2");
    assertEquals(
        List.of("samples a=1@1001", "samples a=7@1000 a=8@1003", "samples a=2@1002"),
        sort(new Sorter(Pace.EVERY, true, _ -> true), 1003));
  }

  @Test
  void aGatewayWhoseClockWasAheadDoesNotKeepItsRightSamplesOut() {
    Sorter sorter = sorter(Pace.LATEST);
    log.block(LANE, 1, "a 90000 1");
    assertEquals(List.of("samples a=1@90000"), sort(sorter, 1000));
    log.block(LANE, 2, "a 1001 2");
    assertEquals(List.of("samples a=2@1001"), sort(sorter, 1001));
  }

  @Test
  void onlyWantedPointsCome() {
    Sorter sorter = new Sorter(Pace.EVERY, false, point -> point.endsWith("/b"));
    log.block(LANE, 1, "a 1000 1", "b 1000 2");
    assertEquals(List.of("samples b=2@1000"), sort(sorter, 1000));
  }

  private static Sorter sorter(Pace pace) {
    return new Sorter(pace, false, _ -> true);
  }

  private List<String> sort(Sorter sorter, long nowSeconds) {
    try (var tail = log.tail(0, read)) {
      List<LogItem> items = tail.poll(Duration.ZERO);
      read = tail.position();
      return FakeLog.lines(sorter.sort(items, nowSeconds * 1_000_000));
    }
  }
}
