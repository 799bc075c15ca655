package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A device that is asked under OSCORE.
@Timeout(180)
final class OscoreTest {
  private static final PointId POINT = new PointId("site/room/value");
  private static final byte[] SECRET = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10");
  private static final String LINE = "our-id=hex:01 device-id=hex:02 secret=hex:";

  @TempDir private Path directory = Path.of("");
  private final RecordingSink sink = new RecordingSink();
  private OscorePeer peer = peer();

  private static OscorePeer peer() {
    try {
      return new OscorePeer(new byte[] {2}, new byte[] {1}, SECRET);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void keys() throws Exception {
    Files.writeString(directory.resolve("keys"), LINE + HexFormat.of().formatHex(SECRET) + "\n");
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private Driver driver(int port, String state, boolean observe) throws Exception {
    Map<String, Object> address = Map.of("path", "/value", "observe", observe);
    var point = new PointBinding(POINT, Settings.of(address, OscoreTest::fail), !observe);
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "url",
                "coap://127.0.0.1:" + port,
                "timeout",
                "20s",
                "oscore-file",
                directory.resolve("keys").toString(),
                "oscore-state",
                directory.resolve(state).toString()));
    Driver driver =
        new CoapDriverFactory().create(Settings.of(settings, OscoreTest::fail), List.of(point));
    driver.open(sink);
    return driver;
  }

  private static Reading read(Driver driver) throws Exception {
    return Objects.requireNonNull(driver.read(Set.of(POINT)).get(POINT));
  }

  private static void assertNumber(double value, Reading reading) {
    var good = assertInstanceOf(Reading.Good.class, reading, reading.toString());
    assertEquals(new Value.Num(value), good.value());
  }

  private static String reason(Reading reading) {
    return assertInstanceOf(Reading.Bad.class, reading).reason();
  }

  @Test
  void isReadAndWritten() throws Exception {
    try (Driver driver = driver(peer.port(), "state", false)) {
      assertNumber(21.5, read(driver));
      assertEquals(new WriteResult.Written(), driver.write(POINT, new Value.Num(23)));
      assertNumber(23, read(driver));
      peer.value().say("x".repeat(1_000)); // two blocks
      var blocks = assertInstanceOf(Reading.Good.class, read(driver));
      assertEquals(new Value.Text("x".repeat(1_000)), blocks.value());
    }
  }

  @Test
  void isObserved() throws Exception {
    try (Driver _ = driver(peer.port(), "state", true)) {
      Await.until("the first", () -> sink.values(POINT).contains(new Value.Num(21.5)));
      for (int i = 0; i < 20; i++) {
        int now = i;
        peer.value().say(Integer.toString(now));
        Await.until("notification", () -> sink.values(POINT).contains(new Value.Num(now)));
      }
    }
  }

  @Test
  void aDeviceThatWantsItsEchoHearsIt() throws Exception {
    try (Driver driver = driver(peer.port(), "state", false)) {
      peer.value().doubt();
      assertNumber(21.5, read(driver));
      assertEquals(1, peer.value().echoes.get());
    }
    peer.value().doubt();
    try (Driver _ = driver(peer.port(), "state", true)) {
      Await.until("the first", () -> sink.values(POINT).contains(new Value.Num(21.5)));
      peer.value().say("22");
      Await.until("the next", () -> sink.values(POINT).contains(new Value.Num(22)));
      assertEquals(2, peer.value().echoes.get());
    }
  }

  @Test
  void numbersGoOnAfterARestart() throws Exception {
    // the first is never closed before the second asks: it was killed
    try (Driver first = driver(peer.port(), "state", false)) {
      for (int i = 0; i < 40; i++) {
        assertNumber(21.5, read(first));
      }
      try (Driver second = driver(peer.port(), "state", false)) {
        assertNumber(21.5, read(second));
        assertNumber(21.5, read(first)); // overtaken, it takes new numbers
        assertNumber(21.5, read(second));
      }
      try (Driver forgetful = driver(peer.port(), "lost", false)) {
        String reason = reason(read(forgetful));
        assertTrue(reason.contains("takes the message for a repetition"), reason);
        assertTrue(reason.contains("Replay detected"), reason);
      }
    }
  }

  @Test
  void aWrongSecretSaysSo() throws Exception {
    Files.writeString(directory.resolve("keys"), LINE + "ff".repeat(16) + "\n");
    try (Driver driver = driver(peer.port(), "state", false)) {
      String reason = reason(read(driver));
      assertTrue(reason.contains("4.00 bad request: the device cannot open"), reason);
    }
    Files.writeString(
        directory.resolve("keys"), "our-id=hex:07 device-id=hex:02 secret=hex:" + "ff".repeat(16));
    try (Driver driver = driver(peer.port(), "state", false)) {
      String reason = reason(read(driver));
      assertTrue(reason.contains("4.01 unauthorized: the device does not know our keys"), reason);
    }
  }

  /// Old notifications are genuine, and somebody on the way says them again, as other messages.
  @Test
  void anOldNotificationIsNotBelievedAgain() throws Exception {
    try (var line = new Recorder(peer.port())) {
      try (Driver _ = driver(line.port(), "state", true)) {
        Await.until("the first", () -> sink.values(POINT).contains(new Value.Num(21.5)));
        for (int i = 1; i <= 3; i++) {
          int now = i;
          peer.value().say(Integer.toString(now));
          Await.until("notification", () -> sink.values(POINT).contains(new Value.Num(now)));
        }
        int before = sink.values(POINT).size();
        line.sayAgain();
        peer.value().say("4");
        Await.until("the next", () -> sink.values(POINT).contains(new Value.Num(4)));
        assertEquals(before + 1, sink.values(POINT).size(), sink.values(POINT).toString());
        assertTrue(line.said() >= 4, "the control: there was something to say again");
      }
    }
  }

  /// A line that keeps what the device says.
  private static final class Recorder implements AutoCloseable {
    private final DatagramSocket near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final List<byte[]> kept = new CopyOnWriteArrayList<>();
    private volatile @Nullable SocketAddress driver;

    Recorder(int peer) throws IOException {
      var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer);
      Thread.ofVirtual().start(() -> carry(near, () -> to, far));
      Thread.ofVirtual().start(() -> carry(far, () -> driver, near));
    }

    int port() {
      return near.getLocalPort();
    }

    int said() {
      return kept.size();
    }

    /// With other message numbers, not to be taken for a repetition below OSCORE, and a later
    /// number of Observe, which is outside the seal.
    void sayAgain() throws IOException {
      for (byte[] one : kept) {
        byte[] copy = one.clone();
        copy[0] = (byte) (0x50 | (copy[0] & 0x0F)); // not to be confirmed
        copy[2] ^= 0x55;
        near.send(new DatagramPacket(copy, copy.length, driver));
      }
    }

    private void carry(
        DatagramSocket from, Supplier<@Nullable SocketAddress> to, DatagramSocket through) {
      var packet = new DatagramPacket(new byte[2048], 2048);
      try {
        while (true) {
          packet.setLength(2048);
          from.receive(packet);
          byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
          if (from == near) {
            driver = packet.getSocketAddress();
          } else if (bytes.length > 4) {
            kept.add(bytes);
          }
          SocketAddress next = to.get();
          if (next != null) {
            through.send(new DatagramPacket(bytes, bytes.length, next));
          }
        }
      } catch (IOException _) {
        // closed
      }
    }

    @Override
    public void close() {
      near.close();
      far.close();
    }
  }

  /// Somebody on the way answers for the device, without its keys.
  @Test
  void whatIsNotProtectedIsNotBelieved() throws Exception {
    try (var forger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> forge(forger));
      try (Driver driver = driver(forger.getLocalPort(), "state", false)) {
        assertEquals("answer without protection", reason(read(driver)));
      }
    }
  }

  /// 2.05 with the token and the identity of the question, and a value.
  private static void forge(DatagramSocket socket) {
    var packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        packet.setLength(2048);
        socket.receive(packet);
        byte[] question = packet.getData();
        int token = question[0] & 0x0F;
        byte[] answer = new byte[4 + token + 3];
        System.arraycopy(question, 0, answer, 0, 4 + token);
        answer[0] = (byte) (0x60 | token);
        answer[1] = 0x45;
        answer[4 + token] = (byte) 0xFF;
        System.arraycopy("99".getBytes(UTF_8), 0, answer, 5 + token, 2);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // closed
    }
  }

  @Test
  void mistakesAreReported() {
    var problems = new ArrayList<Problem>();
    for (Map<String, Object> settings :
        List.<Map<String, Object>>of(
            Map.of("url", "coap://a", "oscore-file", "x"),
            Map.of("url", "coaps://a", "oscore-file", "x", "oscore-state", "y"),
            Map.of("url", "coap://a", "oscore-state", "y"),
            Map.of(
                "url",
                "coap://a",
                "oscore-file",
                "x",
                "oscore-state",
                "y",
                "oscore-replay-window",
                32L))) {
      new CoapDriverFactory().create(Settings.of(settings, problems::add), List.of()).close();
    }
    String all = problems.toString();
    assertTrue(all.contains("oscore-state is missing"), all);
    assertTrue(all.contains("not for coaps://"), all);
    assertTrue(all.contains("oscore-state has no effect without oscore-file"), all);
    assertTrue(all.contains("no effect without listen"), all);
    assertEquals(4, problems.size(), all);
  }
}
