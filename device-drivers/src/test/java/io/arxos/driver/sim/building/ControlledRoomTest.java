package io.arxos.driver.sim.building;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rooms in the hands of a plain PI controller with the settings of the site file: one step per
/// 30 seconds of building time, as the gateway makes one per second at 30 times the clock.
final class ControlledRoomTest {
  /// Local midnight at the end of the first hour.
  private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");

  private static final int STEPS_PER_HOUR = 3600 / Thermostat.STEP_SECONDS;

  private SimulatedBuilding building;
  private List<Thermostat> thermostats;

  @BeforeEach
  void start() {
    building = SimulatedBuilding.warmedUp(1, START, Duration.ofDays(2));
    thermostats = new ArrayList<>();
    building.rooms().forEach(room -> thermostats.add(new Thermostat(room)));
  }

  @Test
  void everyRoomHoldsItsSetpointThroughTheNight() {
    for (int step = 0; step < 6 * STEPS_PER_HOUR; step++) {
      act();
      for (Room room : building.rooms()) {
        assertEquals(21, room.airTemperature(), 0.3, room.kind.id());
      }
    }
  }

  @Test
  void twoKelvinMoreMoveTheRoomWithinTwentyMinutesAndSettleWithoutOscillation() {
    act(2 * STEPS_PER_HOUR);
    thermostats.get(3).setpoint(23);
    Room room = building.room(104);
    double before = room.airTemperature();
    act(STEPS_PER_HOUR / 3);
    assertTrue(room.airTemperature() > before + 1, "after 20 min: " + room.airTemperature());

    double highest = 0;
    for (int step = 0; step < 3 * STEPS_PER_HOUR; step++) {
      act();
      highest = Math.max(highest, room.airTemperature());
    }
    assertTrue(highest < 23.3, "overshoot to " + highest);
    double low = Double.MAX_VALUE;
    double high = 0;
    for (int step = 0; step < STEPS_PER_HOUR; step++) {
      act();
      low = Math.min(low, room.radiator.valve.position());
      high = Math.max(high, room.radiator.valve.position());
    }
    assertEquals(23, room.airTemperature(), 0.15);
    assertTrue(high - low < 6, "the valve rests between " + low + " and " + high);
  }

  @Test
  void valvesMoveAndTheSunClosesThem() {
    act(6 * STEPS_PER_HOUR);
    double night = building.room(101).radiator.valve.position();
    act(7 * STEPS_PER_HOUR); // 13:00 local
    double noon = building.room(101).radiator.valve.position();
    assertTrue(night > 25 && night < 70, "night " + night);
    assertTrue(noon < night - 10, "noon " + noon);
  }

  @Test
  void anOpenWindowCoolsTheRoomAndTheRadiatorFightsIt() {
    act(2 * STEPS_PER_HOUR);
    Room room = building.room(102);
    double before = room.airTemperature();
    building.window(102, WindowOrder.OPEN);
    act(STEPS_PER_HOUR / 3);
    assertTrue(room.airTemperature() < before - 1);
    assertTrue(room.radiator.valve.position() > 85);
    building.window(102, WindowOrder.CLOSED);
    act(2 * STEPS_PER_HOUR);
    assertEquals(21, room.airTemperature(), 0.5);
  }

  @Test
  void withoutThePumpNoRoomGetsHeat() {
    building.write("hofgarten/plant/heating-pump", 0);
    building.step(Duration.ofHours(5));
    assertEquals(0, building.valueOf("hofgarten/plant/heat-power").orElseThrow().number());
    assertTrue(building.valueOf("hofgarten/plant/supply-water-temp").orElseThrow().number() < 25);
    building.rooms().forEach(room -> assertTrue(room.airTemperature() < 20, room.kind.id()));
  }

  private void act(int steps) {
    for (int step = 0; step < steps; step++) {
      act();
    }
  }

  private void act() {
    thermostats.forEach(Thermostat::act);
    building.step(Duration.ofSeconds(Thermostat.STEP_SECONDS));
  }
}
