package io.arxos.driver.sim.building;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The room model against what can be said without it: the first law, a hand-solved equilibrium,
/// and the time constants that the package promises.
final class HeatTest {
  private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");
  private static final int TICK_SECONDS = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void storedHeatChangesByWhatWentInAndOut(long seed) {
    var building = new SimulatedBuilding(seed, START);
    double before = stored(building);
    building.step(Duration.ofHours(20));
    building.window(103, WindowOrder.OPEN);
    building.write("hofgarten/room-104/radiator-valve", 100);
    building.step(Duration.ofHours(5));
    building.write("hofgarten/plant/heating-pump", 0);
    building.step(Duration.ofHours(30));

    HeatLedger ledger = building.ledger();
    double turnover =
        Math.abs(ledger.water) + Math.abs(ledger.outdoors) + ledger.sun + ledger.people;
    assertTrue(turnover > 1e8, "much heat moved: " + turnover);
    assertTrue(ledger.window < 0, "an open window costs heat in winter");
    assertEquals(ledger.total(), stored(building) - before, 1e-9 * turnover);
  }

  // Equilibrium of two nodes with no gains: (Ha + G) Ta = Ha To + G Tm and
  // (Hm + K + G) Tm = Hm To + K Tk + G Ta, solved by hand for Tm.
  @Test
  void anUnheatedRoomSettlesWhereTheBalanceSays() {
    double outdoors = 5;
    double air =
        RoomKind.GLASS_W_PER_K
            + RoomKind.AIR_CHANGES_PER_H * RoomKind.VOLUME_M3 / 3600 * RoomKind.AIR_J_PER_M3_K;
    double inner = RoomKind.AIR_MASS_W_PER_K;
    double facade = RoomKind.MASS_OUTDOORS_W_PER_K;
    double corridor = RoomKind.MASS_CORRIDOR_W_PER_K;
    double series = inner * air / (inner + air);
    double mass = ((facade + series) * outdoors + corridor * 19.5) / (facade + corridor + series);
    double expectedAir = (air * outdoors + inner * mass) / (air + inner);

    Room room = new Room(new RoomKind(104, Facing.NORTH, 2), new Noise(1), new HeatLedger());
    run(room, Duration.ofDays(25), night(outdoors, false));
    assertEquals(mass, room.massTemperature(), 0.02);
    assertEquals(expectedAir, room.airTemperature(), 0.02);
  }

  @Test
  void airAnswersInAQuarterOfAnHourAndMassInADay() {
    Surroundings night = night(5, true);
    Room room = new Room(new RoomKind(104, Facing.NORTH, 2), new Noise(1), new HeatLedger());
    room.radiator.valve.moveTo(40);
    run(room, Duration.ofDays(25), night);
    double settled = room.airTemperature();
    room.window.order(WindowOrder.OPEN);
    run(room, Duration.ofSeconds(60), night);
    room.window.order(WindowOrder.CLOSED);
    run(room, Duration.ofSeconds(60), night);
    double early = settled - room.airTemperature();
    run(room, Duration.ofSeconds(480), night);
    double late = settled - room.airTemperature();
    double airMinutes = 8 / Math.log(early / late);
    assertTrue(airMinutes > 8 && airMinutes < 20, "air: " + airMinutes + " min");

    Surroundings off = night(5, false);
    run(room, Duration.ofHours(3), off);
    double first = room.massTemperature();
    run(room, Duration.ofHours(10), off);
    double second = room.massTemperature();
    run(room, Duration.ofDays(25), off);
    double end = room.massTemperature();
    double massHours = 10 / Math.log((first - end) / (second - end));
    assertTrue(massHours > 18 && massHours < 40, "mass: " + massHours + " h");
  }

  private static Surroundings night(double outdoors, boolean pumpOn) {
    var weather = new Weather(outdoors, 0.8, 0, 0, Sun.at(0));
    return new Surroundings(weather, 20_000, 2, 60, pumpOn);
  }

  private static void run(Room room, Duration duration, Surroundings around) {
    for (long s = 0; s < duration.toSeconds(); s += TICK_SECONDS) {
      room.step(TICK_SECONDS, around);
    }
  }

  private static double stored(SimulatedBuilding building) {
    return building.rooms().stream().mapToDouble(Room::storedHeat).sum();
  }
}
