package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the line and the protocol do to a driver: loss, repetition, new addresses, tags.
@Timeout(180)
final class CoapLineTest {
  private static final PointId POINT = new PointId("site/room/value");
  private static final String IDENTITY = "gateway";
  private static final String SECRET = "a secret";

  @TempDir private Path directory = Path.of("");
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();
  private final Counter counter = new Counter();
  private @Nullable CoapServer server;

  /// Counts what it is asked and written; confirms what the asker already has.
  private final class Counter extends CoapResource {
    private volatile String text = "1";

    Counter() {
      super("counter");
      setObservable(true);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      asked.incrementAndGet();
      byte[] tag = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.setETag(tag);
      exchange.setMaxAge(60);
      if (exchange.getRequestOptions().containsETag(tag)) {
        exchange.respond(ResponseCode.VALID);
      } else {
        exchange.respond(ResponseCode.CONTENT, text);
      }
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      written.incrementAndGet();
      exchange.respond(ResponseCode.CHANGED);
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      handlePUT(exchange);
    }

    @Override
    public void handleDELETE(CoapExchange exchange) {
      handlePUT(exchange);
    }
  }

  private int serve(@Nullable Integer cidLength, boolean secured) throws Exception {
    var configuration =
        new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS);
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var builder = CoapEndpoint.builder().setConfiguration(configuration);
    if (secured) {
      var dtls = DtlsConnectorConfig.builder(configuration).setAddress(local);
      dtls.setAdvancedPskStore(
          new AdvancedSinglePskStore(
              IDENTITY, SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      if (cidLength != null) {
        dtls.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, cidLength);
      }
      builder.setConnector(new DTLSConnector(dtls.build()));
    } else {
      builder.setInetSocketAddress(local);
    }
    CoapEndpoint endpoint = builder.build();
    var own = new CoapServer(configuration);
    own.addEndpoint(endpoint);
    own.add(counter);
    own.start();
    server = own;
    return endpoint.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    CoapServer own = server;
    if (own != null) {
      own.destroy();
    }
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private Driver driver(int port, boolean secured, Map<String, Object> more, boolean writable)
      throws Exception {
    var settings = new HashMap<String, Object>(more);
    settings.put("url", (secured ? "coaps" : "coap") + "://127.0.0.1:" + port);
    if (secured) {
      settings.put("psk-identity", IDENTITY);
      settings.put("psk-file", Files.writeString(directory.resolve("psk"), SECRET).toString());
    }
    var address = Map.<String, Object>of("path", "counter");
    var point = new PointBinding(POINT, Settings.of(address, CoapLineTest::fail), writable);
    return new CoapDriverFactory()
        .create(Settings.of(settings, CoapLineTest::fail), List.of(point));
  }

  private static Reading read(Driver driver) throws InterruptedException {
    Reading reading = driver.read(Set.of(POINT)).get(POINT);
    return reading == null ? Reading.fault("not in the answer") : reading;
  }

  // RFC 7252, 4.2: repetitions make a lossy line whole, and a repeated request is done once.
  @Test
  void nothingIsReadWrongOverALineThatLosesAndRepeats() throws Exception {
    try (var proxy = new UdpProxy(serve(null, false), 20_260_105);
        Driver driver = driver(proxy.port(), false, Map.of("timeout", "8s"), true)) {
      driver.open(new RecordingSink());
      proxy.harm(0.2, 0.3);
      int good = 0;
      for (int i = 1; i <= 25; i++) {
        counter.text = Integer.toString(i);
        Reading reading = read(driver);
        good += reading.equals(Reading.good(new Value.Num(i))) ? 1 : 0;
        assertFalse(
            reading instanceof Reading.Good && !reading.equals(Reading.good(new Value.Num(i))),
            "never an older answer: " + reading);
      }
      assertTrue(good >= 15, good + " of 25 are read");
      proxy.harm(0, 1);
      Await.until(
          "it is written",
          () -> driver.write(POINT, new Value.Num(1)) instanceof WriteResult.Written);
      int once = written.get();
      assertInstanceOf(WriteResult.Written.class, driver.write(POINT, new Value.Num(2)));
      assertEquals(once + 1, written.get(), "a repeated datagram is not a second write");
      assertTrue(proxy.lost() > 0 && proxy.repeated() > 0, "the line was bad");
    }
  }

  // RFC 7252, 5.10.6: what we have is confirmed, not sent again.
  @Test
  void whatTheDeviceConfirmsIsItsValueStill() throws Exception {
    try (Driver driver = driver(serve(null, false), false, Map.of(), false)) {
      driver.open(new RecordingSink());
      assertEquals(Reading.good(new Value.Num(1)), read(driver));
      assertEquals(Reading.good(new Value.Num(1)), read(driver), "2.03");
      counter.text = "2";
      assertEquals(Reading.good(new Value.Num(2)), read(driver));
      assertEquals(3, asked.get());
    }
  }

  // A device that counts every way to be written. The control writes once without read-only.
  @Test
  void readOnlyNeverWrites() throws Exception {
    int port = serve(null, false);
    try (Driver driver = driver(port, false, Map.of("read-only", true), true)) {
      driver.open(new RecordingSink());
      assertEquals(new WriteResult.Refused("not writable"), driver.write(POINT, new Value.Num(1)));
      read(driver);
      driver.discover(java.time.Duration.ofSeconds(5));
      assertEquals(0, written.get());
    }
    try (Driver driver = driver(port, false, Map.of(), true)) {
      driver.open(new RecordingSink());
      assertInstanceOf(WriteResult.Written.class, driver.write(POINT, new Value.Num(1)));
      assertEquals(1, written.get());
    }
  }

  // RFC 9146: a session outlives the address it began with.
  @Test
  void aNewAddressDoesNotEndASessionThatHasAnIdentifier() throws Exception {
    try (var proxy = new UdpProxy(serve(6, true), 9146);
        Driver driver = driver(proxy.port(), true, Map.of("timeout", "15s"), false)) {
      driver.open(new RecordingSink());
      Await.until("it reads", () -> read(driver) instanceof Reading.Good);
      proxy.rebind();
      assertInstanceOf(Reading.Good.class, read(driver));
    }
  }

  // The control: without an identifier the peer takes the new address for a stranger.
  @Test
  void aNewAddressEndsASessionThatHasNone() throws Exception {
    try (var proxy = new UdpProxy(serve(null, true), 9146);
        Driver driver = driver(proxy.port(), true, Map.of("timeout", "4s"), false)) {
      driver.open(new RecordingSink());
      Await.until("it reads", () -> read(driver) instanceof Reading.Good);
      proxy.rebind();
      assertInstanceOf(Reading.Bad.class, read(driver));
      Await.until("it reads by a new handshake", () -> read(driver) instanceof Reading.Good);
    }
  }
}
