package io.arxos.driver.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // a map without the asked key fails the test, as it should
final class GpioDriverTest extends DriverContract {
  private static final PointId RELAY = new PointId("site/peer/relay");

  /// Every level the building saw, as `pin=level`.
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private int port;
  private PinLinkServer building;

  @Override
  protected DriverFactory factory() {
    return new GpioDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    if (port == 0) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
    }
    building = PinLinkServer.listen(port, (pin, high) -> seen.add(pin + "=" + (high ? 1 : 0)));
  }

  @Override
  protected void stopPeer() {
    building.close();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("provider", "mock", "link", "127.0.0.1:" + port);
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("pin", 4, "direction", "in", "pull", "up");
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("pin", 17, "direction", "out");
  }

  @Override
  protected void sense(boolean value) {
    building.drive(4, value);
  }

  @Override
  protected boolean written() {
    return building.output(17).orElse(false);
  }

  @Test
  void changesAreOfferedUnasked() throws Exception {
    try (Driver _ = open()) {
      for (boolean level : new boolean[] {false, true, false}) {
        sense(level);
        Await.until(
            "the change is offered",
            () ->
                !sink.values(SENSOR).isEmpty()
                    && sink.values(SENSOR).getLast().equals(new Value.Bool(level)));
      }
    }
  }

  // A relay that clicks when the gateway starts is a fault: the line must have its level at once.
  @Test
  void anOutputBeginsWithItsInitialStateAndNoOther() throws Exception {
    Map<String, Object> address =
        Map.of("pin", 27, "direction", "out", "active-low", true, "initial", false);
    try (Driver driver = create(settings(), List.of(binding(RELAY, address, true)))) {
      driver.open(sink);
      assertEquals(Reading.good(new Value.Bool(false)), read(driver, RELAY));
      Await.until("the building sees it", () -> building.output(27).isPresent());
      assertEquals(new WriteResult.Written(), driver.write(RELAY, new Value.Int(1)));
      assertEquals(Reading.good(new Value.Bool(true)), read(driver, RELAY));
      Await.until("the building sees it low", () -> building.output(27).equals(Optional.of(false)));
      assertEquals(List.of("27=1", "27=0"), seen, "off is high, on is low, and nothing else");
      assertEquals(
          new WriteResult.Refused("a pin is on or off"), driver.write(RELAY, new Value.Num(0.5)));
    }
  }

  @Test
  void anInputThatDidNotChangeDuringAnOutageIsBackAfterIt() throws Exception {
    try (Driver _ = open()) {
      sense(true);
      Await.until("it is offered", () -> sink.values(SENSOR).contains(new Value.Bool(true)));
      int before = sink.values(SENSOR).size();
      stopPeer();
      Await.until("it is down", () -> sink.sawDown(SENSOR));
      startPeer();
      sense(true);
      Await.until("it is back", () -> sink.values(SENSOR).size() > before);
    }
  }

  // A door's contact bounces: what does not last is neither told nor read.
  @Test
  void aDebouncedInputTellsOnlyLevelsThatLast() throws Exception {
    Map<String, Object> address = Map.of("pin", 4, "direction", "in", "debounce", "300ms");
    try (Driver driver = create(settings(), List.of(binding(SENSOR, address, false)))) {
      driver.open(sink);
      sense(true);
      Await.until("it is told", () -> sink.values(SENSOR).contains(new Value.Bool(true)));
      int before = sink.values(SENSOR).size();
      for (int bounce = 0; bounce < 20; bounce++) {
        sense(bounce % 2 == 1);
      }
      sense(false);
      Await.until("it is told", () -> sink.values(SENSOR).size() > before);
      assertEquals(
          List.of(new Value.Bool(false)),
          sink.values(SENSOR).subList(before, sink.values(SENSOR).size()));
      assertEquals(Reading.good(new Value.Bool(false)), read(driver, SENSOR));
    }
  }

  @Test
  void withoutALinkAnInputHasTheLevelOfItsPull() throws Exception {
    try (Driver driver =
        create(Map.of("provider", "mock"), List.of(binding(SENSOR, sensorAddress(), false)))) {
      driver.open(sink);
      assertEquals(Reading.good(new Value.Bool(true)), read(driver, SENSOR));
    }
  }

  @Test
  void aPinThatIsNotToBeHadIsDownAndNoCrash() throws Exception {
    Map<String, Object> address = Map.of("pin", 999, "direction", "in");
    try (Driver driver =
        create(Map.of("provider", "gpiod"), List.of(binding(SENSOR, address, false)))) {
      driver.open(sink);
      assertEquals(Reading.down("pin cannot be had"), read(driver, SENSOR));
      assertTrue(sink.sawDown(SENSOR));
    }
  }

  @Test
  void mistakesAreNamed() {
    var problems = new ArrayList<Problem>();
    factory()
        .create(
            Settings.of(Map.of("provider", "gpiod", "link", "nowhere"), problems::add),
            List.of(
                new PointBinding(SENSOR, Settings.of(sensorAddress(), problems::add), true),
                new PointBinding(
                    RELAY,
                    Settings.of(Map.of("pin", 4, "direction", "out", "pull", "up"), problems::add),
                    true)))
        .close();
    String all = problems.toString();
    assertTrue(all.contains("link is for the provider mock only"), all);
    assertTrue(all.contains("it must be host:port"), all);
    assertTrue(all.contains("an input cannot be written"), all);
    assertTrue(all.contains("pull belongs to an input"), all);
    assertTrue(all.contains("pin 4 is already site/peer/sensor"), all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "in 4", "in 4 2", "in -1 0", "in 1024 1", "IN 4 1", "in  4 1", "out 99999 1"})
  void linesOfAnotherFormAreNone(String line) {
    assertEquals(Optional.empty(), PinLine.parse(line));
  }

  @Test
  void linesReadBackAsWritten() {
    for (var line : List.of(new PinLine(true, 0, true), new PinLine(false, 1023, false))) {
      assertEquals(Optional.of(line), PinLine.parse(line.text()));
    }
  }
}
