package io.arxos.driver.sim;

import io.arxos.driver.gpio.PinLinkServer;
import java.io.IOException;

/// The wires between the gateway's pins and the plant room: the pump's relay, its running contact,
/// the door contact. Levels are electrical; an open door lets its pulled-up pin rise.
final class PinWires implements Devices {
  static final int PUMP_RELAY = 17;
  static final int PUMP_RUNNING = 27;
  static final int DOOR = 22;

  private final LiveBuilding building;
  private final PinLinkServer server;

  private PinWires(LiveBuilding building, PinLinkServer server) {
    this.building = building;
    this.server = server;
  }

  static PinWires start(LiveBuilding building, int port) throws IOException {
    PinLinkServer server =
        PinLinkServer.listen(
            port,
            (pin, high) -> {
              if (pin == PUMP_RELAY) {
                building.write("plant/heating-pump", high ? 1 : 0);
              }
            });
    return new PinWires(building, server);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void look(long nowNanos) {
    server.drive(PUMP_RUNNING, building.isOn("plant/pump-running"));
    server.drive(DOOR, building.isOn("plant/door"));
  }

  @Override
  public void close() {
    server.close();
  }
}
