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
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// Devices that push, played by a socket that sends bytes, so that repetitions are exact.
@Timeout(120)
final class CoapListenerTest {
  private static final PointId TEMPERATURE = new PointId("site/room/temperature");
  private static final int POST = 0x02;
  private static final int GET = 0x01;
  private static final int CHANGED = 0x44;
  private static final int BAD_REQUEST = 0x80;
  private static final int NOT_FOUND = 0x84;
  private static final int UNAVAILABLE = 0xA3;
  private static final int CONTENT = 0x45;
  private static final String PACK =
      "[{\"bn\":\"s/\",\"n\":\"t\",\"u\":\"Cel\",\"v\":21.5,\"t\":-60},"
          + "{\"n\":\"t\",\"u\":\"Cel\",\"v\":22}]";

  private final RecordingSink sink = new RecordingSink();
  private CoapListener driver = listener("coap://127.0.0.1:0");
  private DatagramSocket device = socket();

  private static DatagramSocket socket() {
    try {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(20_000);
      return socket;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CoapListener listener(String listen) {
    Map<String, Object> address = Map.of("path", "/up", "senml", "s/t", "observe", true);
    var point = new PointBinding(TEMPERATURE, Settings.of(address, CoapListenerTest::fail), false);
    Map<String, Object> settings = Map.of("listen", listen);
    return (CoapListener)
        new CoapDriverFactory()
            .create(Settings.of(settings, CoapListenerTest::fail), List.of(point));
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  @BeforeEach
  void open() throws Exception {
    driver.open(sink);
  }

  @AfterEach
  void close() {
    driver.close();
    device.close();
  }

  /// A confirmable message with a token of one byte.
  private static byte[] message(int code, int id, String path, int format, String payload) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x41, (byte) code, (byte) (id >> 8), (byte) id, (byte) id});
    int last = 0;
    for (String segment : path.split("/")) {
      out.write(((11 - last) << 4) | (segment.length() > 12 ? 13 : segment.length()));
      if (segment.length() > 12) {
        out.write(segment.length() - 13);
      }
      out.writeBytes(segment.getBytes(UTF_8));
      last = 11;
    }
    if (format >= 0) {
      out.writeBytes(new byte[] {0x11, (byte) format});
    }
    if (!payload.isEmpty()) {
      out.write(0xFF);
      out.writeBytes(payload.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private void send(byte[] message) throws Exception {
    InetSocketAddress to = Objects.requireNonNull(driver.address());
    device.send(new DatagramPacket(message, message.length, to));
  }

  /// The next message with a code; empty acknowledgements are passed over.
  private byte[] receive() throws Exception {
    while (true) {
      var packet = new DatagramPacket(new byte[1500], 1500);
      device.receive(packet);
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      if (bytes[1] != 0) {
        return bytes;
      }
    }
  }

  private int code() throws Exception {
    return receive()[1] & 0xFF;
  }

  // The promise: a device is told 2.04 when what it said is on disk, and not before.
  @Test
  void aDeviceIsAnsweredWhenItsReadingsAreDurable() throws Exception {
    var durable = new CompletableFuture<Acceptance>();
    sink.answer = _ -> durable;
    send(message(POST, 1, "up", 110, PACK));
    Await.until("both are offered", () -> sink.offers.size() == 2);
    device.setSoTimeout(1_500);
    try {
      throw new AssertionError("answered too early with " + receive()[1]);
    } catch (SocketTimeoutException _) {
      // as it should
    }
    device.setSoTimeout(20_000);
    durable.complete(Acceptance.DURABLE);
    assertEquals(CHANGED, code());
    assertEquals(
        List.of(new Value.Num(21.5), new Value.Num(22)), sink.values(TEMPERATURE), "in order");
    Instant before = Objects.requireNonNull(sink.of(TEMPERATURE).getFirst().origin().time());
    assertTrue(before.isBefore(Instant.now().minusSeconds(30)), "of a minute ago: " + before);
    assertInstanceOf(Reading.Good.class, driver.read(Set.of(TEMPERATURE)).get(TEMPERATURE));
  }

  @Test
  void whatTheJournalCannotTakeIsRefusedForAWhile() throws Exception {
    sink.answer = _ -> CompletableFuture.completedFuture(Acceptance.REFUSED);
    send(message(POST, 2, "up", 110, PACK));
    byte[] answer = receive();
    assertEquals(UNAVAILABLE, answer[1] & 0xFF);
    assertEquals(0xD1, answer[5] & 0xFF, "an option of one byte, its number is 13 and more");
    assertEquals(14, 13 + answer[6], "Max-Age");
    assertEquals(15, answer[7], "seconds");
  }

  // RFC 7252, 4.2: the recipient answers a repetition alike and acts once. The control is the last
  // message: another identifier is another message.
  @Test
  void aRepeatedMessageIsAnsweredAlikeAndStoredOnce() throws Exception {
    byte[] message = message(POST, 3, "up", 110, PACK.replace(",\"t\":-60", ""));
    send(message);
    byte[] first = receive();
    int offered = sink.offers.size();
    for (int i = 0; i < 3; i++) {
      send(message);
      assertArrayEquals(first, receive());
    }
    assertEquals(offered, sink.offers.size());
    send(message(POST, 4, "up", 110, PACK));
    assertEquals(CHANGED, code());
    assertEquals(2 * offered, sink.offers.size());
  }

  @Test
  void aPayloadThatSaysNothingIsAFaultAndABadRequest() throws Exception {
    send(message(POST, 5, "up", 110, "[{\"n\":"));
    assertEquals(BAD_REQUEST, code());
    assertInstanceOf(Reading.Bad.class, sink.of(TEMPERATURE).getFirst());
  }

  @Test
  void whatNoPointIsMadeOfIsDiscovered() throws Exception {
    send(message(POST, 6, "node/7", 50, "{\"temperature\":21.5}"));
    assertEquals(NOT_FOUND, code());
    var found = driver.discover(java.time.Duration.ofSeconds(1)).getFirst();
    assertEquals("/node/7 from 127.0.0.1", found.address());
    assertEquals(
        Map.of("path", "/node/7", "pointer", "/temperature", "observe", true),
        found.points().getFirst().address());
    assertEquals("Cel", found.points().getFirst().meaning().unit());
    assertEquals(sink.discovered, List.of(found));
  }

  @Test
  void itSaysWhatItTakes() throws Exception {
    send(message(GET, 7, ".well-known/core", -1, ""));
    byte[] answer = receive();
    assertEquals(CONTENT, answer[1] & 0xFF);
    assertTrue(new String(answer, UTF_8).endsWith("</up>"));
  }

  @Test
  void datagramsOfGarbageDoNotHurt() throws Exception {
    var random = new SplittableRandom(5683);
    byte[] good = message(POST, 8, "up", 110, PACK);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      for (int change = random.nextInt(1, 5); change > 0; change--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      send(Arrays.copyOf(bad, random.nextInt(1, bad.length + 1)));
    }
    var second = device;
    device = socket(); // the answers to garbage stay in the other one
    device.setSoTimeout(1_000);
    Await.until("it is answered", () -> answered(message(POST, 9, "up", 110, PACK)) == CHANGED);
    second.close();
  }

  /// 0 when no answer comes: the datagram was lost in the flood.
  private int answered(byte[] message) throws Exception {
    try {
      send(message);
      return code();
    } catch (SocketTimeoutException _) {
      return 0;
    }
  }

  static boolean libcoap() {
    return LibcoapPeer.installed();
  }

  // A stock client, and a payload of several blocks. Runs where libcoap3-bin is installed.
  @Test
  @EnabledIf("libcoap")
  void libcoapPushesBlockByBlock() throws Exception {
    String url = "coap://127.0.0.1:" + Objects.requireNonNull(driver.address()).getPort() + "/up";
    var records = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      records.add("{\"n\":\"s/t\",\"u\":\"Cel\",\"v\":" + i + ",\"t\":-" + (200 - i) + "}");
    }
    String pack = "[" + String.join(",", records) + "]";
    LibcoapPeer.client("-m", "post", "-t", "110", "-b", "64", "-e", pack, url);
    Await.until("all are there", () -> sink.values(TEMPERATURE).size() == 100);
    assertEquals(new Value.Num(99), sink.values(TEMPERATURE).getLast());
  }

  @Test
  void pointsOfAListenerAreNotAskedAndNotWritten() {
    var problems = new ArrayList<Problem>();
    var address = new HashMap<String, Object>(Map.of("path", "up"));
    Driver wrong =
        new CoapDriverFactory()
            .create(
                Settings.of(Map.of("listen", "coap://127.0.0.1:0"), problems::add),
                List.of(new PointBinding(TEMPERATURE, Settings.of(address, problems::add), true)));
    wrong.close();
    String all = problems.toString();
    assertTrue(all.contains("observe must be true"), all);
    assertTrue(all.contains("cannot be written"), all);
  }
}
