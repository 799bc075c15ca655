package io.arxos.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Num;
import io.arxos.driver.WriteResult;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.TestSites;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DriverWriterTest {
  private static final PointId VALVE = new PointId("hq/room/valve");

  // The valve speaks parts per thousand on the bus, and per cent everywhere else.
  private final Site site =
      TestSites.load(
          TestSites.ROOM.replace(
              "address: { unit-id: 2", "source-unit: \"[ppth]\"\n        address: { unit-id: 2"));
  private final Remembering bus = new Remembering();
  private final DriverWriter writer = new DriverWriter(site, Map.of("bus", bus));

  @Test
  void devicesAreSpokenToInTheirOwnUnit() throws InterruptedException {
    assertInstanceOf(WriteResult.Written.class, writer.write(VALVE, new Num(30)));
    assertEquals(List.of(new Num(300)), List.copyOf(bus.values.values()));
    var read = assertInstanceOf(Reading.Good.class, writer.readBack(VALVE));
    assertEquals(30, read.value().number(), 1e-9);
  }

  @Test
  void aSilentDeviceStaysSilent() throws InterruptedException {
    assertEquals(Reading.down("never seen"), writer.readBack(VALVE));
  }

  @Test
  void whatNoDriverCarriesIsRefused() throws InterruptedException {
    PointId setpoint = new PointId("hq/room/temp-setpoint");
    assertInstanceOf(WriteResult.Refused.class, writer.write(setpoint, new Num(21)));
    assertInstanceOf(Reading.Bad.class, writer.readBack(setpoint));
  }

  @Test
  void theSiteFileIsWhatControlIsToDo() {
    ControlPlan plan = ControlPlan.of(site);
    assertEquals("hq/gateway/control", plan.log().path());
    assertEquals(new Num(21), plan.point(new PointId("hq/room/temp-setpoint")).relinquishDefault());
    assertEquals(true, plan.point(VALVE).isOutput());
    assertEquals(1, plan.loops().size());
  }

  /// A device that keeps what it is told.
  private static final class Remembering implements Driver {
    final Map<PointId, Value> values = new HashMap<>();

    @Override
    public void open(ReadingSink sink) {}

    @Override
    public Map<PointId, Reading> read(Set<PointId> points) {
      return points.stream()
          .collect(
              Collectors.toMap(
                  point -> point,
                  point -> {
                    Value value = values.get(point);
                    return value == null ? Reading.down("never seen") : Reading.good(value);
                  }));
    }

    @Override
    public WriteResult write(PointId point, Value value) {
      values.put(point, value);
      return new WriteResult.Written();
    }

    @Override
    public List<Discovered> discover(Duration limit) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
