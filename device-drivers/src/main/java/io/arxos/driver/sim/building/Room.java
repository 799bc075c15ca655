package io.arxos.driver.sim.building;

import static io.arxos.driver.sim.building.RoomKind.AIR_CHANGES_PER_H;
import static io.arxos.driver.sim.building.RoomKind.AIR_J_PER_K;
import static io.arxos.driver.sim.building.RoomKind.AIR_J_PER_M3_K;
import static io.arxos.driver.sim.building.RoomKind.AIR_MASS_W_PER_K;
import static io.arxos.driver.sim.building.RoomKind.BLINDS_W_PER_M2;
import static io.arxos.driver.sim.building.RoomKind.GLASS_W_PER_K;
import static io.arxos.driver.sim.building.RoomKind.MASS_CORRIDOR_W_PER_K;
import static io.arxos.driver.sim.building.RoomKind.MASS_J_PER_K;
import static io.arxos.driver.sim.building.RoomKind.MASS_NEXT_ROOM_W_PER_K;
import static io.arxos.driver.sim.building.RoomKind.MASS_OUTDOORS_W_PER_K;
import static io.arxos.driver.sim.building.RoomKind.SOLAR_APERTURE_M2;
import static io.arxos.driver.sim.building.RoomKind.VOLUME_M3;

/// One room: air, mass and radiator as heat capacities, and what is in its air. The network is
/// drawn in the package's description.
final class Room {
  /// The corridor is heated by the rest of the house.
  private static final double CORRIDOR = 19.5;

  private static final double PERSON_W = 75;
  private static final double DESK_W = 80;
  private static final double MEETING_SEAT_W = 20;
  private static final double LIGHTS_W = 190;
  private static final double PEOPLE_TO_AIR = 0.5;
  private static final double SUN_TO_AIR = 0.3;
  private static final double BLINDS_LEAVE = 0.25;
  private static final double SENSOR_KELVIN = 0.012;
  private static final int SENSOR_SECONDS = 15;

  final RoomKind kind;
  final Radiator radiator = new Radiator();
  final Window window;
  final RoomAir air = new RoomAir();
  private final Noise sensor;
  private final Occupants occupants;
  private final HeatLedger ledger;
  private double airTemperature = 20.8;
  private double massTemperature = 20.2;
  private long peopleMinute = Long.MIN_VALUE;
  private int people;

  Room(RoomKind kind, Noise noise, HeatLedger ledger) {
    this.kind = kind;
    this.window = new Window(noise.stream(kind.id() + "/window"));
    this.sensor = noise.stream(kind.id() + "/sensor");
    this.occupants = new Occupants(noise, kind);
    this.ledger = ledger;
  }

  void step(double seconds, Surroundings around) {
    if (around.minute() != peopleMinute) {
      peopleMinute = around.minute();
      people = occupants.at(around.day(), around.hour());
    }
    window.decide(around.minute(), people, air, airTemperature);
    radiator.valve.step(seconds);
    double outdoors = around.weather().temperature();
    double leak = AIR_CHANGES_PER_H * VOLUME_M3 / 3600;
    double gust = window.flow(airTemperature, outdoors);

    double water =
        radiator.heatFromWater(radiator.flow(around.pumpOn()), around.supplyTemperature());
    double heating = radiator.heatToRoom(airTemperature);
    double sun = sun(around.weather());
    double gains = gains();
    double toMass = AIR_MASS_W_PER_K * (airTemperature - massTemperature);
    double through = (GLASS_W_PER_K + leak * AIR_J_PER_M3_K) * (outdoors - airTemperature);
    double aired = gust * AIR_J_PER_M3_K * (outdoors - airTemperature);
    double facade = MASS_OUTDOORS_W_PER_K * (outdoors - massTemperature);
    double corridor = MASS_CORRIDOR_W_PER_K * (CORRIDOR - massTemperature);

    double intoAir = heating * (1 - Radiator.RADIANT) + sun * SUN_TO_AIR + gains * PEOPLE_TO_AIR;
    double intoMass =
        heating * Radiator.RADIANT + sun * (1 - SUN_TO_AIR) + gains * (1 - PEOPLE_TO_AIR);
    radiator.add((water - heating) * seconds);
    airTemperature += (intoAir + through + aired - toMass) * seconds / AIR_J_PER_K;
    massTemperature += (intoMass + facade + corridor + toMass) * seconds / MASS_J_PER_K;
    air.step(seconds, leak + gust, people, around.weather());

    ledger.water += water * seconds;
    ledger.sun += sun * seconds;
    ledger.people += gains * seconds;
    ledger.outdoors += (through + facade) * seconds;
    ledger.window += aired * seconds;
    ledger.corridor += corridor * seconds;
  }

  /// Heat through the partition, from the warmer mass to the colder.
  static void exchange(Room one, Room other, double seconds) {
    double joules =
        MASS_NEXT_ROOM_W_PER_K * (one.massTemperature - other.massTemperature) * seconds;
    one.massTemperature -= joules / MASS_J_PER_K;
    other.massTemperature += joules / MASS_J_PER_K;
  }

  /// Heat in air, mass and radiator above 0 °C, J.
  double storedHeat() {
    return airTemperature * AIR_J_PER_K
        + massTemperature * MASS_J_PER_K
        + radiator.temperature() * Radiator.J_PER_K;
  }

  double airTemperature() {
    return airTemperature;
  }

  double massTemperature() {
    return massTemperature;
  }

  int people() {
    return people;
  }

  /// What the sensor on the wall says: the air with the sensor's own noise.
  double sensedTemperature(long epochSecond) {
    return airTemperature + SENSOR_KELVIN * sensor.normal(epochSecond / SENSOR_SECONDS);
  }

  double sensedHumidity(long epochSecond) {
    double noise = 0.08 * sensor.normal(-epochSecond / SENSOR_SECONDS);
    return Math.clamp(air.relativeHumidity(airTemperature) + noise, 0, 100);
  }

  private double sun(Weather weather) {
    double irradiance = weather.onWall(kind.facing());
    double behindBlinds =
        Math.min(irradiance, BLINDS_W_PER_M2)
            + BLINDS_LEAVE * Math.max(0, irradiance - BLINDS_W_PER_M2);
    return behindBlinds * SOLAR_APERTURE_M2;
  }

  private double gains() {
    double machine = kind.desks() == 0 ? MEETING_SEAT_W : DESK_W;
    return people == 0 ? 0 : people * (PERSON_W + machine) + LIGHTS_W;
  }
}
