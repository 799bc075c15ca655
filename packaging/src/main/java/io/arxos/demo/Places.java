package io.arxos.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The ports of one demo, chosen before anything starts so that a process that is started again is
/// found where it was.
record Places(int page, int grpc, int gatewayPage, SimPorts sim) {

  record SimPorts(int mqtt, int coap, int modbus, int pins, int control) {}

  /// @param page wanted port of the page; 0: any free one
  /// @throws PortInUse when the wanted one is taken
  static Places choose(int page) throws IOException, PortInUse {
    List<ServerSocket> held = new ArrayList<>();
    try {
      held.add(hold(page));
      for (int i = 0; i < 7; i++) {
        held.add(hold(0));
      }
      int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new Places(
          ports[0],
          ports[1],
          ports[2],
          new SimPorts(ports[3], ports[4], ports[5], ports[6], ports[7]));
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static ServerSocket hold(int port) throws IOException, PortInUse {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (java.net.BindException e) {
      throw new PortInUse(port);
    }
  }

  /// Where one demo keeps its things.
  static Path defaultData() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("arxos").resolve("demo");
  }

  static final class PortInUse extends Exception {
    private static final long serialVersionUID = 1L;

    PortInUse(int port) {
      super("port " + port + " is in use; give another with --port, or 0 for any free one");
    }
  }
}
