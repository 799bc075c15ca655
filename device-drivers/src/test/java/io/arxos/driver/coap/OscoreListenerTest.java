package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.oscore.HashMapCtxDB;
import org.eclipse.californium.oscore.OSCoreCoapStackFactory;
import org.eclipse.californium.oscore.OSCoreCtx;
import org.eclipse.californium.oscore.ObjectSecurityLayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Devices that push under OSCORE: sealed by the library, sent as bytes, so that they can be said
/// again, changed and forged.
@Timeout(180)
final class OscoreListenerTest {
  private static final PointId POINT = new PointId("site/room/value");
  private static final PointId REGISTERED = new PointId("site/room/registered");
  private static final byte[] FIRST = "the first device's".getBytes(UTF_8);
  private static final byte[] SECOND = "the second device's".getBytes(UTF_8);
  private static final int CHANGED = 0x44;
  private static final int BAD_REQUEST = 0x80;
  private static final int UNAUTHORIZED = 0x81;
  private static final int BAD_OPTION = 0x82;

  @TempDir private Path directory = Path.of("");
  private final RecordingSink sink = new RecordingSink();
  private final List<AutoCloseable> open = new ArrayList<>();
  private int id;

  @BeforeEach
  void keys() throws Exception {
    Files.writeString(
        directory.resolve("keys"),
        "our-id=hex:00 device-id=hex:01 secret=base64:"
            + Base64.getEncoder().encodeToString(FIRST)
            + "\nour-id=hex:00 device-id=hex:02 context=hex:0a secret=base64:"
            + Base64.getEncoder().encodeToString(SECOND)
            + "\n");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private static PointBinding point(PointId id, Map<String, Object> address, boolean writable) {
    return new PointBinding(id, Settings.of(address, OscoreListenerTest::fail), writable);
  }

  private CoapListener listener(String state) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "listen", "coap://127.0.0.1:0",
            "oscore-file", directory.resolve("keys").toString(),
            "oscore-state", directory.resolve(state).toString());
    Map<String, Object> registered =
        Map.of("path", "/3303/0/5700", "endpoint", "lwm2m-1", "observe", true);
    var listener =
        (CoapListener)
            new CoapDriverFactory()
                .create(
                    Settings.of(settings, OscoreListenerTest::fail),
                    List.of(
                        point(POINT, Map.of("path", "up", "observe", true), false),
                        point(REGISTERED, registered, false)));
    listener.open(sink);
    open.add(listener);
    return listener;
  }

  private static int port(CoapListener listener) {
    return Objects.requireNonNull(listener.address()).getPort();
  }

  private static OSCoreCtx device(int id, byte[] secret, byte @Nullable [] context)
      throws Exception {
    var device =
        new OSCoreCtx(
            secret,
            true,
            null,
            new byte[] {(byte) id},
            new byte[] {0},
            null,
            32,
            null,
            context,
            64 * 1024);
    if (context != null) {
      device.setIncludeContextId(true);
    }
    return device;
  }

  private Request post(String text) {
    Request request = Request.newPost();
    request.setType(Type.CON).setMID(++id).setToken(new Token(new byte[] {1}));
    request.setURI("coap://127.0.0.1/up").setPayload(text);
    return request;
  }

  private byte[] sealed(OSCoreCtx device, String text) throws Exception {
    var contexts = new HashMapCtxDB();
    contexts.addContext("coap://127.0.0.1", device);
    Request request = post(text);
    return new UdpDataSerializer().getByteArray(ObjectSecurityLayer.prepareSend(contexts, request));
  }

  /// The code of the answer, from a socket of its own.
  private int answer(CoapListener listener, byte[] message) throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(2_000);
      var to = InetAddress.getLoopbackAddress();
      var packet = new DatagramPacket(new byte[2048], 2048);
      for (int time = 0; time < 20; time++) { // as a device repeats what is not confirmed
        socket.send(new DatagramPacket(message, message.length, to, port(listener)));
        try {
          socket.receive(packet);
          break;
        } catch (SocketTimeoutException _) {
          assertTrue(time < 19, "no answer");
        }
      }
      return packet.getData()[1] & 0xFF;
    }
  }

  private static byte[] changed(byte[] message, int at) {
    byte[] copy = message.clone();
    copy[at] ^= 1;
    return copy;
  }

  @Test
  void everyDeviceIsHeardByItsOwnKeys() throws Exception {
    CoapListener listener = listener("state");
    assertEquals(CHANGED, answer(listener, sealed(device(1, FIRST, null), "1")));
    assertEquals(CHANGED, answer(listener, sealed(device(2, SECOND, new byte[] {10}), "2")));
    OSCoreCtx wrong = device(2, FIRST, new byte[] {10});
    wrong.setSenderSeq(5);
    assertEquals(BAD_REQUEST, answer(listener, sealed(wrong, "3")));
    assertEquals(UNAUTHORIZED, answer(listener, sealed(device(2, SECOND, new byte[] {11}), "4")));
    assertEquals(UNAUTHORIZED, answer(listener, sealed(device(3, SECOND, null), "5")));
    assertEquals(UNAUTHORIZED, answer(listener, new UdpDataSerializer().getByteArray(post("6"))));
    assertEquals(List.of(new Value.Num(1), new Value.Num(2)), sink.values(POINT));
  }

  @Test
  void nobodySaysItAgainNotEvenAfterARestart() throws Exception {
    byte[] message;
    try (CoapListener listener = listener("state")) {
      message = sealed(device(1, FIRST, null), "1");
      assertEquals(CHANGED, answer(listener, message));
      assertEquals(UNAUTHORIZED, answer(listener, changed(message, 3)), "as another message");
      assertEquals(UNAUTHORIZED, answer(listener, message), "from elsewhere");
    }
    try (CoapListener listener = listener("state")) {
      assertEquals(UNAUTHORIZED, answer(listener, message));
      OSCoreCtx device = device(1, FIRST, null);
      device.setSenderSeq(1);
      assertEquals(CHANGED, answer(listener, sealed(device, "2")), "the device goes on");
    }
    assertEquals(2, sink.values(POINT).size());
    assertEquals(CHANGED, answer(listener("lost"), message), "the control: without its state");
  }

  /// A full disk: what cannot be noted is not heard, and the device is told to come again.
  @Test
  void whatCannotBeNotedIsNotHeard() throws Exception {
    CoapListener listener = listener("state");
    OSCoreCtx device = device(1, FIRST, null);
    assertEquals(CHANGED, answer(listener, sealed(device, "1")));
    Path state = directory.resolve("state");
    Path away = directory.resolve("away");
    Files.move(state, away);
    Files.writeString(state, "no folder");
    byte[] message = sealed(device, "2");
    assertEquals(CHANGED, answer(listener, message), "sealed: only the device sees 5.03 in it");
    assertEquals(List.of(new Value.Num(1)), sink.values(POINT));
    Files.delete(state);
    Files.move(away, state);
    assertEquals(CHANGED, answer(listener, sealed(device, "3")), "the control");
    assertEquals(List.of(new Value.Num(1), new Value.Num(3)), sink.values(POINT));
  }

  @Test
  void aForgerMovesNothing() throws Exception {
    CoapListener listener = listener("state");
    OSCoreCtx device = device(1, FIRST, null);
    device.setSenderSeq(1_000_000);
    byte[] later = sealed(device, "1");
    assertEquals(BAD_REQUEST, answer(listener, changed(later, later.length - 1)));
    device.setSenderSeq(0);
    assertEquals(CHANGED, answer(listener, sealed(device, "2")));
    assertEquals(CHANGED, answer(listener, later), "the control: it was good but for one bit");
    assertEquals(UNAUTHORIZED, answer(listener, sealed(device, "3")), "now it is too old");
  }

  @Test
  void blocksOutsideTheSealAreRefused() throws Exception {
    CoapListener listener = listener("state");
    var contexts = new HashMapCtxDB();
    contexts.addContext("coap://127.0.0.1", device(1, FIRST, null));
    Request request = ObjectSecurityLayer.prepareSend(contexts, post("1"));
    request.getOptions().setBlock1(2, true, 0);
    assertEquals(BAD_OPTION, answer(listener, new UdpDataSerializer().getByteArray(request)));
    assertEquals(List.of(), sink.values(POINT));
  }

  @Test
  void bytesThatFollowNothingDoNoHarm() throws Exception {
    CoapListener listener = listener("state");
    var random = new SplittableRandom(11);
    OSCoreCtx device = device(1, FIRST, null);
    byte[] good = sealed(device, "1");
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 3_000; i++) {
        byte[] bad = good.clone();
        bad[2] = (byte) (i >> 8);
        bad[3] = (byte) i;
        for (int change = random.nextInt(1, 4); change > 0; change--) {
          bad[random.nextInt(5, bad.length)] = (byte) random.nextInt();
        }
        if (!Arrays.equals(bad, 5, bad.length, good, 5, good.length)) {
          int length = random.nextInt(3) == 0 ? random.nextInt(bad.length) : bad.length;
          var to = InetAddress.getLoopbackAddress();
          socket.send(new DatagramPacket(bad, length, to, port(listener)));
        }
      }
    }
    assertEquals(CHANGED, answer(listener, sealed(device, "2")));
    assertEquals(List.of(new Value.Num(2)), sink.values(POINT));
    assertTrue(
        listener.lines().getFirst().toString().contains("MISMATCH"), listener.lines().toString());
  }

  /// Both ends are ours: a repetition is the same datagram, and is answered as the first was.
  @Test
  void aLineThatLosesAndRepeatsHarmsNothing() throws Exception {
    CoapListener listener = listener("state");
    Path own =
        Files.writeString(
            directory.resolve("own"),
            "our-id=hex:01 device-id=hex:00 secret=base64:"
                + Base64.getEncoder().encodeToString(FIRST));
    try (var line = new UdpProxy(port(listener), 5)) {
      line.harm(0.1, 0.2);
      Map<String, Object> settings =
          new HashMap<>(
              Map.of(
                  "url",
                  "coap://127.0.0.1:" + line.port(),
                  "timeout",
                  "30s",
                  "oscore-file",
                  own.toString(),
                  "oscore-state",
                  directory.resolve("own-state").toString()));
      try (Driver device =
          new CoapDriverFactory()
              .create(
                  Settings.of(settings, OscoreListenerTest::fail),
                  List.of(point(POINT, Map.of("path", "up"), true)))) {
        device.open(new RecordingSink());
        var written = new HashSet<Value>();
        for (int i = 0; i < 40; i++) {
          if (device.write(POINT, new Value.Num(i)) instanceof WriteResult.Written) {
            written.add(new Value.Num(i));
          }
        }
        assertTrue(line.lost() > 2 && line.repeated() > 2, line.lost() + " " + line.repeated());
        assertTrue(written.size() > 30, written.size() + " of 40");
        List<Value> heard = sink.values(POINT);
        assertTrue(heard.containsAll(written), "what was confirmed is there");
        assertEquals(new HashSet<>(heard).size(), heard.size(), "and nothing twice");
      }
    }
  }

  /// A device of LwM2M asks us, and then we ask it, under the same keys.
  @Test
  void whoRegistersUnderOscoreIsObserved() throws Exception {
    CoapListener listener = listener("state");
    String url = "coap://127.0.0.1:" + port(listener);
    Configuration configuration =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
    var contexts = new HashMapCtxDB();
    contexts.addContext(url, device(1, FIRST, null));
    CoapEndpoint endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setPort(0)
            .setCoapStackFactory(new OSCoreCoapStackFactory())
            .setCustomCoapStackArgument(contexts)
            .build();
    var server = new CoapServer(configuration);
    open.add(server::destroy);
    server.addEndpoint(endpoint);
    server.add(new CoapResource("3303").add(new CoapResource("0").add(new Temperature())));
    server.start();
    Request register = Request.newPost();
    register.setURI(url + "/rd?ep=lwm2m-1&lt=3600").setPayload("</3303/0>");
    register.getOptions().setOscore(new byte[0]);
    var answer = new CoapClient(url).setEndpoint(endpoint).advanced(register);
    assertEquals(ResponseCode.CREATED, answer.getCode());
    Await.until("its value", () -> sink.values(REGISTERED).contains(new Value.Num(19.5)));
  }

  private static final class Temperature extends CoapResource {
    Temperature() {
      super("5700");
      setObservable(true);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      boolean safe = exchange.getRequestOptions().hasOscore();
      exchange.respond(safe ? ResponseCode.CONTENT : ResponseCode.UNAUTHORIZED, "19.5");
    }
  }
}
