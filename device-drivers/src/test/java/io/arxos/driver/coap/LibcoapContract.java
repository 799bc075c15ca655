package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Against libcoap's example server, whose resources come into being when they are written.
abstract class LibcoapContract extends DriverContract {
  private int port;
  private LibcoapPeer peer = new LibcoapPeer(0);

  static boolean installed() {
    return LibcoapPeer.installed();
  }

  int port() {
    return port;
  }

  @Override
  protected DriverFactory factory() {
    return new CoapDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    if (port == 0) {
      port = LibcoapPeer.freePort();
    }
    peer = new LibcoapPeer(port);
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.stop();
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("path", "/sensor");
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("path", "/output");
  }

  @Override
  protected void sense(boolean value) throws Exception {
    peer.put("sensor", Boolean.toString(value));
  }

  @Override
  protected boolean written() throws Exception {
    return peer.get("output").equals("true");
  }

  @Test
  void changesAreToldUnasked() throws Exception {
    peer.put("sensor", "20");
    var address = new HashMap<>(sensorAddress());
    address.put("observe", true);
    var sink = new RecordingSink();
    try (Driver driver = create(settings(), List.of(binding(SENSOR, address, false)))) {
      driver.open(sink);
      Await.until("20 is told", () -> sink.values(SENSOR).contains(new Value.Num(20)));
      peer.put("sensor", "21.5");
      Await.until("21.5 is told", () -> sink.values(SENSOR).contains(new Value.Num(21.5)));
    }
  }

  @Test
  void itsResourcesAreDiscovered() throws Exception {
    peer.put("sensor", "20.5");
    Driver driver = create(settings(), List.of(output()));
    try (driver) {
      driver.open(sink);
      List<Discovered> found = driver.discover(Duration.ofSeconds(30));
      assertEquals(1, found.size());
      var points = found.getFirst().points();
      assertTrue(
          points.stream()
              .anyMatch(point ->
                  "/sensor".equals(point.address().get("path"))
                      && Reading.good(new Value.Num(20.5)).equals(point.now())),
          points.toString());
      assertTrue(points.stream().anyMatch(point -> "/time".equals(point.address().get("path"))));
    }
  }

  // Longer than a datagram: block by block, both ways.
  @Test
  void longPayloadsGoBlockByBlock() throws Exception {
    String text = "0123456789".repeat(90);
    Driver driver = open();
    Await.until(
        "it is written",
        () ->
            driver.write(OUTPUT, new Value.Text(text))
                instanceof io.arxos.driver.WriteResult.Written);
    assertEquals(text, peer.get("output"));
    assertEquals(Reading.good(new Value.Text(text)), read(driver, OUTPUT));
  }
}
