package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device that is a socket: every byte of it is written here.
@Timeout(120)
final class RawPeerTest {
  private static final PointId POINT = new PointId("site/roof/temperature");

  private final RecordingSink sink = new RecordingSink();
  private final DatagramSocket device = socket();
  private @Nullable SocketAddress driverAt;

  private static DatagramSocket socket() {
    try {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(40_000);
      return socket;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    device.close();
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private Driver driver(Map<String, Object> more) throws Exception {
    var address = new HashMap<String, Object>(Map.of("path", "temperature"));
    address.putAll(more);
    var point = new PointBinding(POINT, Settings.of(address, RawPeerTest::fail), false);
    Driver driver =
        new CoapDriverFactory()
            .create(
                Settings.of(
                    Map.of("url", "coap://127.0.0.1:" + device.getLocalPort(), "timeout", "30s"),
                    RawPeerTest::fail),
                List.of(point));
    driver.open(sink);
    return driver;
  }

  private byte[] receive() throws IOException {
    var packet = new DatagramPacket(new byte[2048], 2048);
    device.receive(packet);
    driverAt = packet.getSocketAddress();
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private void send(byte[] message) throws IOException {
    device.send(new DatagramPacket(message, message.length, driverAt));
  }

  private static byte[] token(byte[] request) {
    return Arrays.copyOfRange(request, 4, 4 + (request[0] & 0x0F));
  }

  /// @param first of type and token length, such as 0x60 for an acknowledgement
  private static byte[] message(int first, int code, byte[] id, byte[] token, String options) {
    var out = new ByteArrayOutputStream();
    out.write(first | token.length);
    out.write(code);
    out.writeBytes(id);
    out.writeBytes(token);
    out.writeBytes(HexFormat.of().parseHex(options));
    return out.toByteArray();
  }

  private static byte[] id(byte[] request) {
    return Arrays.copyOfRange(request, 2, 4);
  }

  // RFC 7252, appendix A, figure 17: our question and the answer, but for identifier and token,
  // are the bytes of the standard.
  @Test
  void theStandardsExchange() throws Exception {
    byte[] question = HexFormat.of().parseHex("41017d3520bb74656d7065726174757265");
    byte[] answer = HexFormat.of().parseHex("61457d3520ff32322e332043");
    try (Driver driver = driver(Map.of())) {
      var readings = new java.util.concurrent.LinkedBlockingQueue<Reading>();
      Thread asking = Thread.ofVirtual().start(() -> readings.add(read(driver)));
      byte[] asked = receive();
      assertEquals(question[0] & 0xF0, asked[0] & 0xF0, "confirmable");
      assertEquals(question[1], asked[1], "GET");
      byte[] options = Arrays.copyOfRange(asked, 4 + token(asked).length, asked.length);
      byte[] path = Arrays.copyOfRange(question, 5, question.length);
      String all = new String(options, UTF_8);
      assertTrue(all.contains("temperature"), all);
      assertArrayEquals(
          path, Arrays.copyOfRange(options, options.length - path.length, options.length));
      byte[] payload = Arrays.copyOfRange(answer, 5, answer.length);
      send(
          message(
              answer[0] & 0xF0,
              answer[1],
              id(asked),
              token(asked),
              HexFormat.of().formatHex(payload)));
      assertTrue(asking.join(Await.LIMIT));
      assertEquals(Reading.good(new Value.Num(22.3)), readings.poll());
    }
  }

  private static Reading read(Driver driver) {
    try {
      Reading reading = driver.read(Set.of(POINT)).get(POINT);
      return reading == null ? Reading.fault("not in the answer") : reading;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // RFC 7641, 3.4: what overtook is not undone by what it overtook. The last is the control: a
  // newer one is told.
  @Test
  void aNotificationThatWasOvertakenIsNotTold() throws Exception {
    try (Driver _ = driver(Map.of("observe", true))) {
      byte[] asked = receive();
      byte[] token = token(asked);
      send(message(0x60, 0x45, id(asked), token, "610A" + "FF31")); // observe 10, "1"
      Await.until("the first is told", () -> sink.values(POINT).size() == 1);
      send(message(0x50, 0x45, new byte[] {1, 1}, token, "610C" + "FF33"));
      Await.until("the second is told", () -> sink.values(POINT).size() == 2);
      send(message(0x50, 0x45, new byte[] {1, 2}, token, "610B" + "FF32"));
      send(message(0x50, 0x45, new byte[] {1, 3}, token, "610D" + "FF34"));
      Await.until("the last is told", () -> sink.values(POINT).contains(new Value.Num(4)));
      assertEquals(
          List.of(new Value.Num(1), new Value.Num(3), new Value.Num(4)), sink.values(POINT));
    }
  }

  // RFC 7641, 3.3.1: not heard of for longer than max-age, asked again; a device that is silent
  // then is down.
  @Test
  void whatIsNotRefreshedInTimeIsAskedForAgainAndThenDown() throws Exception {
    try (Driver _ = driver(Map.of("observe", true))) {
      byte[] first = receive();
      send(message(0x60, 0x45, id(first), token(first), "610A" + "8101" + "FF31")); // max-age 1
      Await.until("it is told", () -> sink.values(POINT).size() == 1);
      byte[] again = receive();
      assertEquals(0x01, again[1], "a GET");
      String options = HexFormat.of().formatHex(again, 4 + token(again).length, again.length);
      assertTrue(options.startsWith("60"), "with an empty observe option: " + options);
      Await.until("it is down", () -> sink.sawDown(POINT));
    }
  }

  // A device that has no end: more blocks than 64 KiB.
  @Test
  void anAnswerWithoutAnEndIsAFault() throws Exception {
    try (Driver driver = driver(Map.of())) {
      Thread endless = Thread.ofVirtual().start(this::giveBlocksForEver);
      Reading.Bad bad = assertInstanceOf(Reading.Bad.class, read(driver));
      assertEquals(Reading.Kind.FAULT, bad.kind(), bad.reason());
      device.close();
      assertTrue(endless.join(Await.LIMIT));
    }
  }

  private void giveBlocksForEver() {
    String block = "31".repeat(1024);
    try {
      for (int number = 0; number < 1_000; number++) {
        byte[] asked = receive();
        // block2 with a number of two bytes and more to come, blocks of 1024 bytes
        String option = "D20A" + "%04X".formatted((number << 4) | 0x0E);
        send(message(0x60, 0x45, id(asked), token(asked), option + "FF" + block));
      }
    } catch (IOException _) {
      // closed
    }
  }
}
