package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Discovered;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device of LwM2M that registers itself: a client and a server on one socket, by Californium.
@Timeout(120)
final class RegistrationTest {
  private static final PointId TEMPERATURE = new PointId("site/room/temperature");
  private static final String NAME = "urn:imei:490154203237518";

  private final RecordingSink sink = new RecordingSink();
  private final CoapListener driver = listener();
  private final Configuration configuration =
      new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
  private final CoapEndpoint endpoint =
      CoapEndpoint.builder()
          .setConfiguration(configuration)
          .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();
  private final CoapServer device = new CoapServer(configuration);
  private final Temperature temperature = new Temperature();

  /// `/3303/0` in TLV.
  private static final class Temperature extends CoapResource {
    private volatile String floatHex = "41BC0000"; // 23.5

    Temperature() {
      super("0");
      setObservable(true);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      byte[] tlv = HexFormat.of().parseHex("E41644" + floatHex);
      exchange.setMaxAge(60);
      exchange.respond(ResponseCode.CONTENT, tlv, 11_542);
    }
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private static CoapListener listener() {
    Map<String, Object> address =
        Map.of("path", "/3303/0", "lwm2m", "/3303/0/5700", "endpoint", NAME, "observe", true);
    var point = new PointBinding(TEMPERATURE, Settings.of(address, RegistrationTest::fail), false);
    return (CoapListener)
        new CoapDriverFactory()
            .create(
                Settings.of(Map.of("listen", "coap://127.0.0.1:0"), RegistrationTest::fail),
                List.of(point));
  }

  @BeforeEach
  void start() throws Exception {
    driver.open(sink);
    device.addEndpoint(endpoint);
    device.add(new CoapResource("3303").add(temperature));
    device.start();
  }

  @AfterEach
  void stop() {
    driver.close();
    device.destroy();
  }

  private CoapResponse send(Request request, String where) throws Exception {
    InetSocketAddress to = Objects.requireNonNull(driver.address());
    request.setURI("coap://127.0.0.1:" + to.getPort() + "/" + where);
    return Objects.requireNonNull(new CoapClient().setEndpoint(endpoint).advanced(request));
  }

  private String register(long lifetimeSeconds) throws Exception {
    Request request = Request.newPost();
    request.getOptions().setContentFormat(40);
    request.setPayload("</>;rt=\"oma.lwm2m\";ct=11543,</1/0>,</3/0>,</3303/0>");
    CoapResponse response = send(request, "rd?ep=" + NAME + "&lt=" + lifetimeSeconds + "&b=U");
    assertEquals(ResponseCode.CREATED, response.getCode());
    return response.getOptions().getLocationPathString();
  }

  @Test
  void itsPointsAreProposedAndObserved() throws Exception {
    register(86_400);
    Discovered found = driver.discover(Duration.ofSeconds(1)).getFirst();
    assertEquals(NAME, found.device().id());
    assertTrue(
        found.points().stream()
            .anyMatch(point ->
                point
                    .address()
                    .equals(
                        Map.of(
                            "path",
                            "/3303/0",
                            "lwm2m",
                            "/3303/0/5700",
                            "endpoint",
                            NAME,
                            "observe",
                            true))),
        found.points().toString());
    Await.until("it is read", () -> sink.values(TEMPERATURE).contains(new Value.Num(23.5)));
    temperature.floatHex = "41C00000";
    temperature.changed();
    Await.until("the change is told", () -> sink.values(TEMPERATURE).contains(new Value.Num(24)));
  }

  @Test
  void aDeviceThatLeavesIsDown() throws Exception {
    String place = register(86_400);
    Await.until("it is read", () -> !sink.values(TEMPERATURE).isEmpty());
    assertEquals(ResponseCode.CHANGED, send(Request.newPost(), place).getCode());
    assertEquals(ResponseCode.DELETED, send(Request.newDelete(), place).getCode());
    Await.until("it is down", () -> sink.sawDown(TEMPERATURE));
    assertEquals(ResponseCode.NOT_FOUND, send(Request.newPost(), place).getCode(), "again");
  }

  @Test
  void aDeviceThatDoesNotUpdateInTimeIsDown() throws Exception {
    register(1);
    Await.until("it is read", () -> !sink.values(TEMPERATURE).isEmpty());
    Await.until("it is down", () -> sink.sawDown(TEMPERATURE));
  }

  @Test
  void aRegistrationNeedsAName() throws Exception {
    assertEquals(ResponseCode.BAD_REQUEST, send(Request.newPost(), "rd").getCode());
    assertEquals(ResponseCode.METHOD_NOT_ALLOWED, send(Request.newGet(), "rd").getCode());
  }
}
