package io.arxos.gateway.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.TestSites;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class DeviceCountTest {
  // The room has two devices: its MQTT sensors and its Modbus valve. A set-point is no device.
  @Test
  void aDeviceIsDownWhenNoneOfItsPointsAnswers() {
    Site site = TestSites.room();
    var image = new ProcessImage(site.points().map(PointConfig::id).toList());
    var sampler =
        new Sampler(
            site,
            image,
            (_, _, _) -> CompletableFuture.completedFuture(Acceptance.DURABLE),
            new ManualClock(),
            () -> true);
    assertEquals(new DeviceCount(2, 2), DeviceCount.of(site, image.snapshot()));
    sampler.offer(Map.of(new PointId("hq/room/window"), Reading.good(new Value.Bool(true))));
    assertEquals(new DeviceCount(2, 1), DeviceCount.of(site, image.snapshot()));
    sampler.offer(Map.of(new PointId("hq/room/valve"), Reading.fault("register does not exist")));
    assertEquals(new DeviceCount(2, 0), DeviceCount.of(site, image.snapshot()), "it answers");
    sampler.offer(Map.of(new PointId("hq/room/valve"), Reading.down("no answer")));
    assertEquals(new DeviceCount(2, 1), DeviceCount.of(site, image.snapshot()));
  }
}
