package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.sim.building.WindowOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CoapSensorsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long SILENCE_MILLIS = 1_500;
  private CoapEndpoint endpoint;
  private Simulation simulation;

  @BeforeEach
  void start() throws Exception {
    CoapConfig.register();
    endpoint =
        CoapEndpoint.builder().setConfiguration(Configuration.createStandardWithoutFile()).build();
    var plan = new Simulation.Plan(1, Instant.now(), 30);
    simulation = Simulation.start(plan, Simulation.Ports.ANY, new HurriedClock());
  }

  @AfterEach
  void stop() {
    endpoint.destroy();
    simulation.close();
  }

  @Test
  void everyCoapPointOfTheSiteFileAnswers() throws Exception {
    int points = 0;
    for (SiteYaml.Point point : SiteYaml.hofgarten().points()) {
      if (!point.driver().equals("radio")) {
        continue;
      }
      Map<String, Object> address = point.address();
      CoapResponse response = client(String.valueOf(address.get("path"))).get();
      assertNotNull(response, point.path());
      String text = response.getResponseText();
      if (address.containsKey("pointer")) {
        assertEquals(MediaTypeRegistry.APPLICATION_JSON, response.getOptions().getContentFormat());
        JsonNode value = JSON.readTree(text).at(String.valueOf(address.get("pointer")));
        assertTrue(value.isNumber() || value.isBoolean(), point.path() + " " + text);
      } else {
        assertTrue(Double.parseDouble(text) < 24, text);
      }
      points++;
    }
    assertEquals(14, points);
  }

  @Test
  void anObserverHearsTheClockGoAndAWindowOpen() throws Exception {
    List<String> clock = new CopyOnWriteArrayList<>();
    List<String> window = new CopyOnWriteArrayList<>();
    CoapObserveRelation first = observe("/simulation/time-of-day", clock);
    CoapObserveRelation second = observe("/rooms/106/window", window);
    Await.until("three notifications", () -> clock.size() >= 3);
    assertTrue(Double.parseDouble(clock.get(2)) != Double.parseDouble(clock.get(1)));
    simulation.building().window(106, WindowOrder.OPEN);
    Await.until(
        "open", () -> !window.isEmpty() && JSON.readTree(window.getLast()).at("/open").asBoolean());
    first.proactiveCancel();
    second.proactiveCancel();
  }

  @Test
  void aSilentSensorAnswersNobody() throws Exception {
    simulation.building().silence(105, true);
    CoapClient sensor = client("/rooms/105/climate");
    sensor.setTimeout(SILENCE_MILLIS);
    assertNull(sensor.get());
    assertNotNull(client("/rooms/106/climate").get());
    simulation.building().silence(105, false);
    Await.until("it answers again", () -> client("/rooms/105/climate").get() != null);
  }

  private CoapObserveRelation observe(String path, List<String> heard) throws Exception {
    return client(path)
        .observeAndWait(
            new CoapHandler() {
              @Override
              public void onLoad(CoapResponse response) {
                heard.add(response.getResponseText());
              }

              @Override
              public void onError() {}
            });
  }

  private CoapClient client(String path) {
    return new CoapClient("coap://127.0.0.1:" + simulation.port("coap") + path)
        .setEndpoint(endpoint)
        .setTimeout(30_000L);
  }
}
