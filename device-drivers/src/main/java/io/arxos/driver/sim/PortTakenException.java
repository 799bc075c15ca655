package io.arxos.driver.sim;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Somebody else listens where a device was to listen. Asked before the device starts, because the
/// libraries below answer with pages of log instead of a line.
final class PortTakenException extends Exception {
  private static final long serialVersionUID = 1;

  private PortTakenException(String protocol, int port, String option) {
    super(
        "port %d for %s is in use; choose another with %s (0 takes any free one)"
            .formatted(port, protocol, option));
  }

  static void checkTcp(String protocol, int port, String option) throws PortTakenException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException _) {
      throw new PortTakenException(protocol, port, option);
    }
  }

  static void checkUdp(String protocol, int port, String option) throws PortTakenException {
    try {
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).close();
    } catch (IOException _) {
      throw new PortTakenException(protocol, port, option);
    }
  }
}
