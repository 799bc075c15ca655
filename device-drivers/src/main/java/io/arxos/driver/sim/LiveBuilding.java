package io.arxos.driver.sim;

import io.arxos.driver.Value;
import io.arxos.driver.sim.building.SimulatedBuilding;
import io.arxos.driver.sim.building.WindowOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The building with its clock, shared by all devices. Any thread; one at a time inside.
final class LiveBuilding {
  /// The most that one call makes up for, in building time. After the computer slept the building
  /// catches up call by call instead of holding everybody up.
  private static final Duration STEP_MAX = Duration.ofHours(6);

  private final SimulatedBuilding building;
  private final BuildingClock clock;
  private final Map<Integer, WindowOrder> windows = new TreeMap<>();
  private final Set<Integer> silent = new TreeSet<>();

  LiveBuilding(SimulatedBuilding building, BuildingClock clock) {
    this.building = building;
    this.clock = clock;
    building.roomNumbers().forEach(room -> windows.put(room, WindowOrder.AUTO));
  }

  synchronized void advance() {
    Duration behind = Duration.between(building.time(), clock.now());
    if (behind.isPositive()) {
      building.step(behind.compareTo(STEP_MAX) > 0 ? STEP_MAX : behind);
    }
  }

  /// @param path without the building, such as `room-101/air-temp`
  synchronized Value value(String path) {
    String whole = SimulatedBuilding.ID + "/" + path;
    return building
        .valueOf(whole)
        .orElseThrow(() -> new IllegalArgumentException("there is no point " + whole));
  }

  double number(String path) {
    return value(path).number();
  }

  boolean isOn(String path) {
    return number(path) != 0;
  }

  /// @param path without the building
  synchronized void write(String path, double value) {
    building.write(SimulatedBuilding.ID + "/" + path, value);
  }

  /// @throws IllegalArgumentException when there is no such room
  synchronized void window(int room, WindowOrder order) {
    building.window(room, order);
    windows.put(room, order);
  }

  synchronized void damperStuck(boolean stuck) {
    building.damperStuck(stuck);
  }

  /// A silent sensor neither reports nor answers; the room goes on.
  ///
  /// @throws IllegalArgumentException when there is no such room
  synchronized void silence(int room, boolean isSilent) {
    if (!windows.containsKey(room)) {
      throw new IllegalArgumentException("there is no room " + room);
    }
    if (isSilent) {
      silent.add(room);
    } else {
      silent.remove(room);
    }
  }

  synchronized boolean isSilent(int room) {
    return silent.contains(room);
  }

  List<Integer> rooms() {
    return building.roomNumbers();
  }

  Instant wall() {
    return clock.wall();
  }

  long nanos() {
    return clock.nanos();
  }

  /// Everything, for the control port.
  synchronized Map<String, Object> state() {
    Map<String, Object> points = new TreeMap<>();
    for (String path : building.points()) {
      points.put(path, plain(building.valueOf(path).orElseThrow()));
    }
    Map<String, Object> state = new TreeMap<>();
    state.put("building_time", building.time().toString());
    state.put("windows", new TreeMap<>(windows));
    state.put("damper_stuck", building.isDamperStuck());
    state.put("silent_rooms", List.copyOf(silent));
    state.put("points", points);
    return state;
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number;
      case Value.Int(long number) -> number;
      case Value.Bool(boolean flag) -> flag;
      case Value.Text(String text) -> text;
    };
  }
}
