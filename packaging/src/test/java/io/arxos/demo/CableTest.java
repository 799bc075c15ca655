package io.arxos.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CableTest {
  @Test
  void aWholeCableCarriesBothWays() throws IOException {
    try (var cloud = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var cable = Cable.to(cloud.getLocalPort());
        var gateway = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        var accepted = cloud.accept()) {
      gateway.getOutputStream().write(new byte[] {1, 2, 3});
      assertArrayEquals(new byte[] {1, 2, 3}, accepted.getInputStream().readNBytes(3));
      accepted.getOutputStream().write(4);
      assertEquals(4, gateway.getInputStream().read());
    }
  }

  @Test
  void aCutCableIsSilentAndARestoredOneEndsOldConnectionsAndTakesNewOnes() throws IOException {
    try (var cloud = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var cable = Cable.to(cloud.getLocalPort());
        var gateway = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        var accepted = cloud.accept()) {
      cable.cut();
      gateway.getOutputStream().write(7);
      accepted.setSoTimeout(300);
      assertThrows(SocketTimeoutException.class, () -> accepted.getInputStream().read());
      cable.restore();
      accepted.setSoTimeout(30_000);
      gateway.setSoTimeout(30_000);
      assertEquals(-1, gateway.getInputStream().read());
      try (var again = new Socket(InetAddress.getLoopbackAddress(), cable.port());
          var acceptedAgain = cloud.accept()) {
        again.getOutputStream().write(9);
        assertEquals(9, acceptedAgain.getInputStream().read());
      }
    }
  }
}
