package io.arxos.driver.sim.building;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BuildingTest {
  private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");

  @Test
  void sameSeedSameBuildingToTheLastBitHoweverTimeIsCut() {
    var one = new SimulatedBuilding(7, START);
    var two = new SimulatedBuilding(7, START);
    one.step(Duration.ofHours(30));
    for (int i = 0; i < 30 * 3600 * 4 / 9; i++) {
      two.step(Duration.ofMillis(2_250));
    }
    assertEquals(one.time(), two.time());
    assertEquals(values(one), values(two));
    var other = new SimulatedBuilding(8, START);
    other.step(Duration.ofHours(30));
    assertNotEquals(values(one), values(other));
  }

  @Test
  void nightIsDarkNoonIsBrightAndItIsAlwaysHeatingSeason() {
    for (String date : new String[] {"2026-01-10", "2026-07-10"}) {
      for (long seed = 0; seed < 5; seed++) {
        var noise = new Noise(seed);
        long midnight = Instant.parse(date + "T23:00:00Z").getEpochSecond();
        assertEquals(0, Weather.at(noise, midnight).global());
        Weather noon = Weather.at(noise, midnight + 12 * 3600);
        assertTrue(noon.global() > 80 && noon.global() < 800, date + " " + noon);
        assertTrue(noon.onWall(Facing.SOUTH) > noon.onWall(Facing.NORTH));
        for (long hour = 0; hour < 24 * 20; hour++) {
          double outdoors = Weather.at(noise, midnight + hour * 3600).temperature();
          assertTrue(outdoors > 0 && outdoors < 11.5, date + " " + outdoors);
        }
      }
    }
  }

  @Test
  void morningSunIsInTheEastAndEveningSunInTheWest() {
    long midnightUtc = Instant.parse("2026-03-03T00:00:00Z").getEpochSecond();
    Sun morning = Sun.at(midnightUtc + 8 * 3600);
    Sun evening = Sun.at(midnightUtc + 15 * 3600);
    assertTrue(morning.onWall(Facing.EAST) > 0.4 && morning.onWall(Facing.WEST) == 0);
    assertTrue(evening.onWall(Facing.WEST) > 0.4 && evening.onWall(Facing.EAST) == 0);
    // 90° − 52.5° − 7.5°: the height at noon, which is 13.4 · 4 min before 12:00 UTC
    Sun noon = Sun.at(midnightUtc + 12 * 3600 - 3216);
    assertEquals(Math.sin(Math.toRadians(30)), noon.sineOfAltitude(), 1e-6);
  }

  @Test
  void peopleComeBreatheAndGo() {
    var building = SimulatedBuilding.warmedUp(1, START, Duration.ofDays(1)); // a Friday
    double night = number(building, "room-102/co2");
    building.step(Duration.ofHours(5));
    assertEquals(new Value.Bool(true), building.valueOf("hofgarten/room-102/occupied").get());
    assertTrue(number(building, "room-102/co2") > night + 200);
    building.step(Duration.ofHours(13));
    assertEquals(new Value.Bool(false), building.valueOf("hofgarten/room-102/occupied").get());
    assertTrue(number(building, "room-102/co2") < 700);
  }

  @Test
  void sometimesSomebodyOpensAWindow() {
    var building = SimulatedBuilding.warmedUp(3, START, Duration.ofDays(1));
    int openings = 0;
    Map<Integer, Boolean> before = new TreeMap<>();
    for (int minute = 0; minute < 3 * 1440; minute++) {
      building.step(Duration.ofMinutes(1));
      for (Room room : building.rooms()) {
        boolean open = room.window.isOpen();
        openings += open && !before.getOrDefault(room.kind.number(), false) ? 1 : 0;
        before.put(room.kind.number(), open);
      }
    }
    assertTrue(openings >= 3 && openings < 200, openings + " openings");
  }

  @Test
  void theValveNeedsTwoMinutesFromEndToEnd() {
    var building = new SimulatedBuilding(1, START);
    building.write("hofgarten/room-101/radiator-valve", 90);
    assertEquals(90, number(building, "room-101/radiator-valve"));
    building.step(Duration.ofSeconds(60));
    assertEquals(80, number(building, "room-101/valve-position"), 0.01);
    building.step(Duration.ofSeconds(60));
    assertEquals(90, number(building, "room-101/valve-position"));
  }

  @Test
  void theMeterNeverRunsBackwardsAndCountsWhatItShows() {
    var noise = new Noise(4);
    var meter = new Electricity(noise, RecordedDay.load());
    long from = START.getEpochSecond();
    double sum = 0;
    double last = meter.energy(from);
    for (long s = from; s < from + 7 * 86_400; s += 60) {
      double now = meter.energy(s + 60);
      assertTrue(now > last);
      last = now;
      sum += meter.power(s + 30) / 60;
    }
    double counted = last - meter.energy(from);
    assertEquals(1, sum / counted, 0.01); // the flicker averages out
    assertTrue(counted > 700 && counted < 2000, counted + " kWh in a week");
  }

  @Test
  void theBuildingKnowsItsLocalTime() {
    var building = new SimulatedBuilding(1, Instant.parse("2026-07-01T10:30:00Z"));
    assertEquals(12.5, number(building, "simulation/time-of-day"), 1e-3);
  }

  @Test
  void onlyCommandsAcceptWrites() {
    var building = new SimulatedBuilding(1, START);
    var refused = IllegalArgumentException.class;
    assertThrows(refused, () -> building.write("hofgarten/room-101/air-temp", 20));
    assertThrows(refused, () -> building.write("hofgarten/room-101/radiator-valve", Double.NaN));
    assertThrows(refused, () -> building.window(999, WindowOrder.OPEN));
    assertTrue(building.valueOf("hofgarten/room-101/temp-setpoint").isEmpty());
  }

  private static double number(SimulatedBuilding building, String point) {
    return building.valueOf("hofgarten/" + point).orElseThrow().number();
  }

  private static Map<String, Value> values(SimulatedBuilding building) {
    Map<String, Value> values = new TreeMap<>();
    building.points().forEach(path -> values.put(path, building.valueOf(path).orElseThrow()));
    return values;
  }
}
