package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockTest {
  private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");
  private final ManualClock clock = new ManualClock(START);

  @Test
  void anHourOfOursIsThirtyOfTheBuilding() {
    var building = new BuildingClock(clock, START, 30);
    assertEquals(START, building.now());
    clock.advanceSeconds(3600);
    assertEquals(START.plus(Duration.ofHours(30)), building.now());
    assertEquals(START.plus(Duration.ofHours(1)), building.wall());
  }

  @Test
  void aBuildingStartedAgainGoesOnWhereItWouldBe() {
    var first = new BuildingClock(clock, START, 30);
    clock.advanceSeconds(600);
    var second = new BuildingClock(clock, START, 30);
    assertEquals(first.now(), second.now());
  }

  @Test
  void afterASleepTheBuildingCatchesUpInBoundedSteps() {
    LiveBuilding building = Buildings.live(START, clock, 30);
    clock.advanceSeconds(1800); // 15 hours behind
    building.advance();
    assertEquals("2026-11-20T12:00:00Z", building.state().get("building_time"));
    building.advance();
    building.advance();
    building.advance();
    assertEquals("2026-11-20T21:00:00Z", building.state().get("building_time"));
  }

  @Test
  void aReportIsDueAfterItsIntervalOrAtOnceWhenTheStateChanged() {
    var schedule = new Schedule(Duration.ofSeconds(30), 0);
    assertTrue(schedule.isDue(0, false));
    assertFalse(schedule.isDue(seconds(10), false));
    assertTrue(schedule.isDue(seconds(11), true));
    assertFalse(schedule.isDue(seconds(40), true), "the change counted as a report");
    assertTrue(schedule.isDue(seconds(41), true));
    assertTrue(schedule.isDue(seconds(500), true));
    assertFalse(schedule.isDue(seconds(501), true), "missed reports are not made up for");
  }

  private static long seconds(long seconds) {
    return seconds * 1_000_000_000;
  }
}
