package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.doctor.LineDoctor;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Faults of a serial line, made as the wire makes them, and what the line doctor says of them.
final class SerialFaultsTest {
  private static final int ROUNDS_MAX = 200;
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int UNITS = 3;

  private final RecordingSink sink = new RecordingSink();

  private static PointId point(int unit) {
    return new PointId("site/meter-" + unit + "/energy");
  }

  private static void wrong(Object problem) {
    throw new AssertionError(problem.toString());
  }

  private static Map<String, Object> overTcp(RawPeer peer) {
    return Map.of("host", "127.0.0.1", "port", peer.port(), "framing", "rtu", "timeout", "100ms");
  }

  private static Driver driver(Map<String, Object> settings) {
    List<PointBinding> points =
        IntStream.rangeClosed(1, UNITS)
            .mapToObj(unit -> {
              Map<String, Object> address =
                  Map.of("unit-id", unit, "table", "holding", "register", 0, "type", "uint32");
              return new PointBinding(
                  point(unit), Settings.of(address, SerialFaultsTest::wrong), false);
            })
            .toList();
    return new ModbusDriverFactory().create(Settings.of(settings, SerialFaultsTest::wrong), points);
  }

  /// What a device answers whose first two registers are `0001 serial`.
  private static byte[] answer(int unit, int serial) {
    return RawPeer.checked(unit, 3, 4, 0, 1, serial >> 8, serial & 0xFF);
  }

  /// What is found once there is something to be found, or after many rounds.
  private List<String> examined(UnaryOperator<byte[]> line) throws Exception {
    try (RawPeer peer = RawPeer.rtu(question -> List.of(line.apply(question)))) {
      return examined(overTcp(peer));
    }
  }

  private List<String> examined(Map<String, Object> settings) throws Exception {
    List<String> found = List.of();
    try (Driver driver = driver(settings)) {
      driver.open(sink);
      for (int round = 0; round < ROUNDS_MAX && found.isEmpty(); round++) {
        long before = asked(driver);
        for (int unit = 1; unit <= UNITS; unit++) {
          driver.read(Set.of(point(unit)));
        }
        if (round % 10 == 9) {
          found =
              LineDoctor.examine(driver.lines(), List.of()).stream()
                  .map(it -> it.signature() + " " + it.subject())
                  .toList();
        }
        if (asked(driver) == before) {
          LockSupport.parkNanos(PAUSE_NANOS); // silent units are asked less often
        }
      }
    }
    return found;
  }

  private static long asked(Driver driver) {
    return driver.lines().getFirst().devices().stream()
        .mapToLong(it -> it.exchanges().asked())
        .sum();
  }

  @Test
  void aSoundLineSaysNothing() throws Exception {
    assertEquals(List.of(), examined(question -> answer(question[0], 40 + question[0])));
  }

  // Two drivers pull the pair at once: a receiver sees a low where either of them sends one.
  @Test
  void twoDevicesOfOneAddressAreNamed() throws Exception {
    List<String> found =
        examined(question -> {
          int unit = question[0];
          byte[] one = answer(unit, 40 + unit);
          if (unit == 2) {
            byte[] other = answer(unit, 0x1234);
            for (int i = 0; i < one.length; i++) {
              one[i] &= other[i];
            }
          }
          return one;
        });
    assertEquals(List.of(Signature.TWO_DEVICES_AS_ONE + " unit-id 2"), found);
  }

  // Devices that answer at another rate than ours: the master's question was understood by chance,
  // or another master asks. What is received has bytes, and none of them is a frame.
  @Test
  void anotherBaudRateIsNamed() throws Exception {
    assertArrayEquals(answer(1, 41), heard(answer(1, 41), 1), "the control: the same rate");
    for (double ratio : new double[] {0.5, 2}) {
      List<String> found =
          examined(question -> heard(answer(question[0], 40 + question[0]), ratio));
      assertEquals(1, found.size(), "ratio " + ratio + " " + found);
      assertTrue(
          found.getFirst().startsWith(Signature.WRONG_LINE_SETTINGS + " "), found.toString());
    }
  }

  // The same at a serial port, which is a pseudo terminal before the same peer.
  @Test
  @EnabledIf("socatInstalled")
  void anotherBaudRateIsNamedAtASerialPort(@TempDir Path ports) throws Exception {
    Path port = ports.resolve("line");
    try (RawPeer peer =
        RawPeer.rtu(question -> List.of(heard(answer(question[0], 40 + question[0]), 0.5)))) {
      Process cable =
          new ProcessBuilder("socat", "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + peer.port())
              .redirectError(ports.resolve("socat.log").toFile())
              .start();
      try {
        Await.until("the line is there", () -> Files.exists(port));
        Map<String, Object> settings =
            Map.of("serial", port.toString(), "parity", "none", "stop-bits", 1, "timeout", "100ms");
        assertEquals(List.of(Signature.WRONG_LINE_SETTINGS + " " + port), examined(settings));
      } finally {
        cable.destroy();
        cable.waitFor();
      }
    }
  }

  static boolean socatInstalled() {
    return Pymodbus.socatInstalled();
  }

  /// What a receiver of 8 data bits hears of bytes of 8 data bits and one stop bit: it waits for a
  /// start bit and looks at the middle of its own bits.
  ///
  /// @param ratio of the receiver's bit time to the sender's
  private static byte[] heard(byte[] sent, double ratio) {
    var wire = new BitSet();
    int end = 0;
    wire.set(end++); // idle is high
    for (byte one : sent) {
      end++; // the start bit is low
      for (int bit = 0; bit < 8; bit++) {
        wire.set(end++, (one >> bit & 1) == 1);
      }
      wire.set(end++);
    }
    wire.set(end, end + 100);
    var bytes = new ByteArrayOutputStream();
    double at = 0;
    while (at < end) {
      int start = wire.nextClearBit((int) Math.ceil(at));
      if (start >= end) {
        break;
      }
      int heard = 0;
      for (int bit = 0; bit < 8; bit++) {
        int place = (int) (start + (bit + 1.5) * ratio);
        heard |= wire.get(place) ? 1 << bit : 0;
      }
      bytes.write(heard);
      at = start + 9.5 * ratio;
      // A stop bit that is low is a framing error: the receiver waits until the line is idle.
      if (!wire.get((int) at)) {
        at = wire.nextSetBit((int) at);
      }
    }
    return bytes.toByteArray();
  }
}
