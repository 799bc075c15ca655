package io.arxos.driver.sim;

import io.arxos.driver.Clock;
import io.arxos.driver.sim.building.SimulatedBuilding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running building: physics, devices, control port, and the one thread that moves them.
final class Simulation implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Simulation.class);
  private static final Duration WARM_UP = Duration.ofDays(3);
  private static final int LOOK_MILLIS = 200;
  private static final int STOP_SECONDS_MAX = 5;

  /// What the building is.
  ///
  /// @param start when building time and real time agreed
  /// @param physicsSpeed building seconds per real second
  record Plan(long seed, Instant start, double physicsSpeed) {}

  /// Where to listen; 0 takes any free port.
  record Ports(int mqtt, int coap, int modbus, int pins, int control) {
    static final Ports ANY = new Ports(0, 0, 0, 0, 0);

    private void check() throws PortTakenException {
      PortTakenException.checkTcp("MQTT", mqtt, "--mqtt-port");
      PortTakenException.checkUdp("CoAP", coap, "--coap-port");
      PortTakenException.checkTcp("Modbus", modbus, "--modbus-port");
      PortTakenException.checkTcp("pins", pins, "--pins-port");
      PortTakenException.checkTcp("control", control, "--control-port");
    }
  }

  private final LiveBuilding building;
  private final Map<String, Devices> devices = new LinkedHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("building").daemon().unstarted(work));
  private final ControlPort control;

  private Simulation(LiveBuilding building, Ports ports) throws IOException {
    this.building = building;
    try {
      devices.put("mqtt", MqttSensors.start(building, ports.mqtt));
      devices.put("coap", CoapSensors.start(building, ports.coap));
      devices.put("modbus", ModbusDevices.start(building, ports.modbus));
      devices.put("pins", PinWires.start(building, ports.pins));
      control = ControlPort.start(building, ports.control);
    } catch (IOException e) {
      devices.values().forEach(Devices::close);
      throw e;
    }
  }

  /// Returns when every port is served.
  static Simulation start(Plan plan, Ports ports, Clock clock)
      throws IOException, PortTakenException {
    ports.check();
    var time = new BuildingClock(clock, plan.start, plan.physicsSpeed);
    SimulatedBuilding warm = SimulatedBuilding.warmedUp(plan.seed, time.now(), WARM_UP);
    var simulation = new Simulation(new LiveBuilding(warm, time), ports);
    simulation.thread.scheduleAtFixedRate(simulation::move, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return simulation;
  }

  /// By name: mqtt, coap, modbus, pins, control.
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    devices.forEach((name, device) -> ports.put(name, device.port()));
    ports.put("control", control.port());
    return ports;
  }

  /// @throws NullPointerException when there is no such device
  int port(String name) {
    return Objects.requireNonNull(ports().get(name), name);
  }

  LiveBuilding building() {
    return building;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    control.close();
    try {
      if (!thread.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        log.warn("the building did not stop within {} s", STOP_SECONDS_MAX);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    devices.values().forEach(Devices::close);
  }

  /// A device that fails must not stop the others, nor the next look at itself.
  private void move() {
    try {
      building.advance();
      long now = building.nanos();
      devices.values().forEach(device -> device.look(now));
    } catch (RuntimeException e) {
      log.error("the simulated building stumbled and goes on", e);
    }
  }
}
