package io.arxos.driver.sim.building;

import io.arxos.driver.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The building "hofgarten": stepped by its owner, read and written by point path. One thread at a
/// time; it has none of its own and knows no clock.
///
/// A controller of the rooms that acts once per real second in the demonstration, where physics run
/// 30 times faster than the clock, sees 30 seconds of building time between two of its steps.
/// Whoever runs controller and building faster than the clock should keep that ratio.
public final class SimulatedBuilding {
  public static final String ID = "hofgarten";
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final int TICK_SECONDS = 10;
  private static final Duration TICK = Duration.ofSeconds(TICK_SECONDS);
  private static final ZoneRules RULES = ZONE.getRules();

  /// In the order of the corridor: the first three look at each other's partitions, so do the
  /// others.
  private static final List<RoomKind> KINDS =
      List.of(
          new RoomKind(101, Facing.SOUTH, 2),
          new RoomKind(102, Facing.SOUTH, 3),
          new RoomKind(103, Facing.WEST, 0),
          new RoomKind(104, Facing.NORTH, 2),
          new RoomKind(105, Facing.NORTH, 1),
          new RoomKind(106, Facing.EAST, 2));

  private static final int ROOMS_PER_SIDE = 3;

  private final Noise noise;
  private final HeatLedger ledger = new HeatLedger();
  private final List<Room> rooms;
  private final Plant plant;
  private final AirHandler airHandler;
  private final Electricity electricity;
  private final PointTable points = new PointTable();
  private Instant time;
  private Instant reached;
  private Surroundings around;

  /// A building at rest near its set-points.
  ///
  /// @param seed the same seed gives the same weather, people and noise
  /// @param start the building's own time at first
  public SimulatedBuilding(long seed, Instant start) {
    RecordedDay day = RecordedDay.load();
    noise = new Noise(seed).stream(ID);
    rooms = KINDS.stream().map(kind -> new Room(kind, noise, ledger)).toList();
    plant = new Plant(noise);
    airHandler = new AirHandler(day);
    electricity = new Electricity(noise, day);
    time = start;
    reached = start;
    around = lookAround();
    airHandler.step(86_400, around.hour());
    addPoints();
  }

  /// A building that has been lived in: for a while before `start` a thermostat in each room held
  /// 21 °C.
  public static SimulatedBuilding warmedUp(long seed, Instant start, Duration before) {
    var building = new SimulatedBuilding(seed, start.minus(before));
    List<Thermostat> thermostats = new ArrayList<>();
    building.rooms.forEach(room -> thermostats.add(new Thermostat(room)));
    while (building.time.isBefore(start)) {
      thermostats.forEach(Thermostat::act);
      building.step(Duration.ofSeconds(Thermostat.STEP_SECONDS));
    }
    return building;
  }

  public Instant time() {
    return time;
  }

  /// Lets building time pass. The equations run on a grid of ten seconds; what does not fill a tick
  /// waits for the next step.
  public void step(Duration duration) {
    time = time.plus(duration);
    while (!reached.plus(TICK).isAfter(time)) {
      tick();
    }
  }

  /// What the point's device shows, in the device's unit; empty when the building has no such point
  /// or nothing stands behind it (a set-point lives in the gateway).
  ///
  /// @param path with the building, such as `hofgarten/room-101/air-temp`
  public Optional<Value> valueOf(String path) {
    return Optional.ofNullable(points.read(path));
  }

  /// Commands a valve (0..100 %) or the heating pump (0 or 1).
  ///
  /// @throws IllegalArgumentException when the path is not one of those
  public void write(String path, double value) {
    points.write(path, value);
  }

  /// Every path that [#valueOf] knows.
  public Set<String> points() {
    return points.paths();
  }

  /// Door numbers, ascending.
  public List<Integer> roomNumbers() {
    return KINDS.stream().map(RoomKind::number).toList();
  }

  /// @throws IllegalArgumentException when there is no such room
  public void window(int room, WindowOrder order) {
    room(room).window.order(order);
  }

  /// The air handler's outdoor damper stays where it is, or moves again.
  public void damperStuck(boolean stuck) {
    airHandler.stuck(stuck);
  }

  public boolean isDamperStuck() {
    return airHandler.isStuck();
  }

  Room room(int number) {
    return rooms.stream()
        .filter(room -> room.kind.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no room " + number));
  }

  List<Room> rooms() {
    return rooms;
  }

  HeatLedger ledger() {
    return ledger;
  }

  private void tick() {
    reached = reached.plus(TICK);
    around = lookAround();
    rooms.forEach(room -> room.step(TICK_SECONDS, around));
    for (int i = 1; i < rooms.size(); i++) {
      if (i != ROOMS_PER_SIDE) {
        Room.exchange(rooms.get(i - 1), rooms.get(i), TICK_SECONDS);
      }
    }
    plant.step(TICK_SECONDS, around.weather().temperature(), rooms);
    airHandler.step(TICK_SECONDS, around.hour());
  }

  private Surroundings lookAround() {
    return Surroundings.at(Weather.at(noise, reached.getEpochSecond()), reached, RULES, plant);
  }

  private void addPoints() {
    rooms.forEach(this::addRoom);
    points.add(ID, airHandler);
    String prefix = ID + "/plant/";
    points.number(prefix + "supply-water-temp", 1, plant::supplyTemperature);
    points.number(prefix + "return-water-temp", 1, plant::returnTemperature);
    points.number(prefix + "heat-power", 2, () -> Math.max(0, plant.heat() / 1000));
    points.state(prefix + "heating-pump", plant::pumpOn);
    points.accepts(prefix + "heating-pump", value -> plant.pump(value >= 0.5));
    points.state(prefix + "pump-running", plant::pumpRunning);
    points.state(prefix + "door", () -> plant.doorOpen(around));
    points.number(ID + "/weather/outdoor-temp", 2, () -> around.weather().temperature());
    points.number(ID + "/weather/humidity", 1, () -> 100 * around.weather().relativeHumidity());
    points.number(ID + "/weather/solar-irradiance", 1, () -> around.weather().global());
    points.number(ID + "/meter/power", 2, () -> electricity.power(time.getEpochSecond()));
    points.number(ID + "/meter/energy", 2, () -> electricity.energy(time.getEpochSecond()));
    points.number(ID + "/simulation/time-of-day", 4, this::timeOfDay);
  }

  private void addRoom(Room room) {
    String prefix = ID + "/" + room.kind.id() + "/";
    points.number(prefix + "air-temp", 2, () -> room.sensedTemperature(reached.getEpochSecond()));
    points.number(prefix + "humidity", 1, () -> room.sensedHumidity(reached.getEpochSecond()));
    points.number(prefix + "co2", 0, room.air::co2);
    points.state(prefix + "window", room.window::isOpen);
    points.state(prefix + "occupied", () -> room.people() > 0);
    points.number(prefix + "radiator-valve", 1, room.radiator.valve::target);
    points.accepts(prefix + "radiator-valve", room.radiator.valve::moveTo);
    points.number(prefix + "valve-position", 1, room.radiator.valve::position);
  }

  /// Hours since local midnight.
  private double timeOfDay() {
    long millis = time.toEpochMilli() + RULES.getOffset(time).getTotalSeconds() * 1000L;
    return Math.floorMod(millis, 86_400_000L) / 3_600_000.0;
  }
}
