package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.line.Trouble;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a map without the asked key fails the test, as it should
final class CoapDriverTest extends DriverContract {
  private static final PointId TEMPERATURE = new PointId("site/room/temperature");
  private static final PointId HUMIDITY = new PointId("site/room/humidity");

  private int port;
  private CoapServer server;
  private Resource sensor;
  private Resource output;
  private Resource climate;

  /// Says what it is told to say.
  private static final class Resource extends CoapResource {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String text;

    Resource(String name, String text) {
      super(name);
      this.text = text;
      setObservable(true);
      getAttributes().setObservable();
    }

    void say(String next) {
      text = next;
      changed();
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      asked.incrementAndGet();
      exchange.setMaxAge(1);
      exchange.respond(ResponseCode.CONTENT, text);
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      text = exchange.getRequestText();
      exchange.respond(ResponseCode.CHANGED);
    }
  }

  @Override
  protected DriverFactory factory() {
    return new CoapDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    if (port == 0) {
      try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
    }
    sensor = new Resource("sensor", "false");
    output = new Resource("output", "false");
    climate = new Resource("climate", "{\"t\":20,\"h\":40}");
    var configuration =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
    server = new CoapServer(configuration);
    server.addEndpoint(
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .build());
    server.add(sensor, output, climate);
    server.start();
  }

  @Override
  protected void stopPeer() {
    server.destroy();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("url", "coap://127.0.0.1:" + port, "timeout", "500ms");
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("path", "sensor");
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("path", "/output");
  }

  @Override
  protected void sense(boolean value) {
    sensor.say(Boolean.toString(value));
  }

  @Override
  protected boolean written() {
    return output.text.equals("true");
  }

  private Driver climate(boolean observe) throws Exception {
    Driver driver =
        create(
            settings(),
            List.of(
                binding(
                    TEMPERATURE,
                    Map.of("path", "climate", "pointer", "/t", "observe", observe),
                    false),
                binding(
                    HUMIDITY,
                    Map.of("path", "climate", "pointer", "/h", "observe", observe),
                    false)));
    driver.open(sink);
    return driver;
  }

  private void awaitOffered(double value) throws Exception {
    Await.until(
        value + " is offered", () -> sink.values(TEMPERATURE).contains(new Value.Num(value)));
  }

  @Test
  void pointsOfOnePathAreOneRequest() throws Exception {
    try (Driver driver = climate(false)) {
      assertEquals(
          Map.of(
              TEMPERATURE,
              Reading.good(new Value.Num(20)),
              HUMIDITY,
              Reading.good(new Value.Num(40))),
          driver.read(Set.of(TEMPERATURE, HUMIDITY)));
      assertEquals(1, climate.asked.get());
    }
  }

  @Test
  void notificationsAreOfferedWholeAndUnasked() throws Exception {
    try (Driver _ = climate(true)) {
      awaitOffered(20);
      climate.say("{\"t\":21.5,\"h\":41}");
      awaitOffered(21.5);
      assertEquals(Set.of(TEMPERATURE, HUMIDITY), sink.offers.getLast().keySet());
    }
  }

  // RFC 7641, 3.3.1: a client that has not heard for longer than max-age registers again.
  @Test
  void aDeviceThatRestartedIsObservedAgain() throws Exception {
    try (Driver _ = climate(true)) {
      awaitOffered(20);
      stopPeer();
      Await.until("it is down", () -> sink.sawDown(TEMPERATURE));
      startPeer();
      Await.until(
          "it is observed again",
          () -> {
            climate.say("{\"t\":23,\"h\":41}");
            return sink.values(TEMPERATURE).contains(new Value.Num(23));
          });
      assertEquals(
          1,
          sink.of(TEMPERATURE).stream().filter(Reading.Bad.class::isInstance).count(),
          "down is told once");
    }
  }

  @Test
  void anAnswerThatMakesNoSenseIsAFault() throws Exception {
    try (Driver driver = climate(false)) {
      climate.say("{\"t\":");
      assertEquals(Reading.fault("payload is not JSON"), read(driver, TEMPERATURE));
    }
  }

  @Test
  void anErrorCodeIsAFaultByItsName() throws Exception {
    try (Driver driver =
        create(settings(), List.of(binding(TEMPERATURE, Map.of("path", "attic"), false)))) {
      driver.open(sink);
      assertEquals(Reading.fault("4.04 not found"), read(driver, TEMPERATURE));
    }
  }

  @Test
  void resourcesWithoutAPointAreDiscovered() throws Exception {
    try (Driver driver = climate(false)) {
      List<Discovered> found = driver.discover(Duration.ofSeconds(20));
      assertEquals(1, found.size(), "the device is one");
      List<DiscoveredPoint> points = found.getFirst().points();
      assertEquals(
          Set.of(
              Map.of("path", "/output", "observe", true),
              Map.of("path", "/sensor", "observe", true)),
          points.stream().map(DiscoveredPoint::address).collect(Collectors.toSet()));
      assertEquals(Reading.good(new Value.Bool(false)), points.getFirst().now());
    }
  }

  // A peer that sends garbage must neither stop the driver nor be taken for an answer.
  @Test
  void datagramsOfGarbageDoNotHurt() throws Exception {
    stopPeer();
    var random = new SplittableRandom(5683);
    try (var peer = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        Driver driver = climate(false)) {
      peer.setSoTimeout(10_000);
      var request = new java.net.DatagramPacket(new byte[1500], 1500);
      Thread reader =
          Thread.ofVirtual().start(() -> assertFalse(readQuietly(driver) instanceof Reading.Good));
      peer.receive(request);
      for (int i = 0; i < 200; i++) {
        byte[] garbage = new byte[random.nextInt(1, 40)];
        random.nextBytes(garbage);
        garbage[0] = (byte) (0x60 | (garbage[0] & 0x0F)); // version 1, an acknowledgement
        if (garbage.length > 4) {
          System.arraycopy(request.getData(), 2, garbage, 2, 2); // of the request's message
        }
        peer.send(new java.net.DatagramPacket(garbage, garbage.length, request.getSocketAddress()));
      }
      assertTrue(reader.join(Await.LIMIT));
      peer.close();
      startPeer();
      Await.until("it reads again", () -> read(driver, TEMPERATURE) instanceof Reading.Good);
    } finally {
      if (server.getEndpoints().isEmpty()) {
        startPeer();
      }
    }
  }

  private static Reading readQuietly(Driver driver) {
    try {
      return read(driver, TEMPERATURE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noConfigurationFileIsWritten() {
    assertFalse(Files.exists(Path.of("Californium3.properties")));
  }

  // The line doctor's evidence: repetitions and silences are counted, answers are timed.
  @Test
  void whatTheDeviceAnsweredIsCounted() throws Exception {
    var settings = new HashMap<>(settings());
    settings.put("timeout", "3s");
    try (Driver driver = open(settings)) {
      read(driver, SENSOR);
      var well = driver.lines().getFirst().devices().getFirst();
      assertEquals(1, well.exchanges().answered());
      assertEquals(1, well.latency().count());
      assertEquals(Map.of(), well.troubles());
      stopPeer();
      read(driver, SENSOR);
      var silent = driver.lines().getFirst().devices().getFirst();
      assertEquals(2, silent.exchanges().asked());
      assertEquals(1, silent.of(Trouble.SILENCE));
      assertTrue(silent.exchanges().retried() > 0, silent.toString());
      startPeer();
    }
  }
}
