package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Clock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PinWiresTest {
  @Test
  void theRelayStopsThePumpAndTheContactSaysSo() throws Exception {
    var plan = new Simulation.Plan(1, Instant.now(), 30);
    try (Simulation simulation = Simulation.start(plan, Simulation.Ports.ANY, Clock.system());
        var wire = new Socket(InetAddress.getLoopbackAddress(), simulation.port("pins"));
        var lines = new BufferedReader(new InputStreamReader(wire.getInputStream(), US_ASCII))) {
      wire.setSoTimeout(40_000);
      assertEquals("in 27 1", nextOf(lines, "in 27"));
      wire.getOutputStream().write("out 17 0\n".getBytes(US_ASCII));
      wire.getOutputStream().flush();
      assertEquals("in 27 0", nextOf(lines, "in 27"));
      Await.until("the pump stands", () -> !simulation.building().isOn("plant/heating-pump"));
      wire.getOutputStream().write("out 17 1\n".getBytes(US_ASCII));
      wire.getOutputStream().flush();
      String line = nextOf(lines, "in 27");
      while (line.equals("in 27 0")) {
        line = nextOf(lines, "in 27");
      }
      assertEquals("in 27 1", line);
    }
  }

  private static String nextOf(BufferedReader lines, String pin) throws Exception {
    String line = lines.readLine();
    while (!line.startsWith(pin)) {
      line = lines.readLine();
    }
    return line;
  }
}
