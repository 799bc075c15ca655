package io.arxos.driver.sim.building;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.sim.building.RecordedDay.Column;
import org.junit.jupiter.api.Test;

final class AirHandlerTest {
  private final RecordedDay day = RecordedDay.load();

  // Row "9/21/2017 12:00" of the recording.
  @Test
  void showsTheRecordedRow() {
    double noon = 12 * 60;
    double[] row = {59.69, 53.04, 56.24, 65.6, 66.06, 71.88, 1, 0.5, 1, 0, 0.9, 0.31, 0, 1};
    for (Column column : Column.values()) {
      assertEquals(row[column.ordinal()], day.at(column, noon), column.name());
    }
  }

  @Test
  void betweenTwoRowsRunsAStraightLineAndMidnightLeadsBack() {
    double before = day.at(Column.SUPPLY_AIR, 100);
    double after = day.at(Column.SUPPLY_AIR, 101);
    assertEquals(before + 0.25 * (after - before), day.at(Column.SUPPLY_AIR, 100.25), 1e-9);
    double last = day.at(Column.OUTDOOR_AIR, 1439);
    double first = day.at(Column.OUTDOOR_AIR, 0);
    assertEquals((last + first) / 2, day.at(Column.OUTDOOR_AIR, 1439.5), 1e-9);
  }

  @Test
  void aStuckDamperStaysWhileTheCommandMovesAndTheMixedAirFollowsThePosition() {
    var ahu = new AirHandler(day);
    run(ahu, 9, 12); // free cooling: the damper is open
    assertEquals(1, ahu.damperPosition(), 0.01);
    assertEquals(66.06, ahu.value(Column.MIXED_AIR), 0.02);

    ahu.stuck(true);
    run(ahu, 12, 22.5); // at night it should be closed
    assertEquals(0, ahu.value(Column.OUTDOOR_DAMPER), 0.01);
    assertEquals(1, ahu.damperPosition(), 0.01);
    double outdoors = ahu.value(Column.OUTDOOR_AIR);
    double back = ahu.value(Column.RETURN_AIR);
    double healthy = day.at(Column.MIXED_AIR, 22.5 * 60);
    assertEquals(healthy + outdoors - back, ahu.value(Column.MIXED_AIR), 0.01);
    assertTrue(ahu.value(Column.MIXED_AIR) < healthy - 10);

    ahu.stuck(false);
    run(ahu, 22.5, 22.6);
    assertEquals(0, ahu.damperPosition(), 0.01);
    assertEquals(day.at(Column.MIXED_AIR, 22.6 * 60), ahu.value(Column.MIXED_AIR), 0.01);
  }

  private static void run(AirHandler ahu, double fromHour, double toHour) {
    long ticks = Math.round((toHour - fromHour) * 360);
    for (long tick = 1; tick <= ticks; tick++) {
      ahu.step(10, fromHour + tick / 360.0);
    }
  }
}
