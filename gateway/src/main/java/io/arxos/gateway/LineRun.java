package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Settings.Entry;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.EquipmentConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Section;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.doctor.LineCheck;
import io.arxos.gateway.doctor.LineJson;
import io.arxos.gateway.sampling.Devices;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a site's drivers for an examination, with nothing behind them.
///
/// It must leave no trace: what can be written is left out, so that no output takes a level; every
/// driver is `read-only`; and a client-id gets an ending of its own, because a broker keeps
/// messages for the gateway's, and who acknowledges them here loses them there.
final class LineRun {
  private static final Logger LOG = LoggerFactory.getLogger(LineRun.class);
  private static final String CLIENT_ID = "client-id";
  private static final String SESSION_EXPIRY = "session-expiry";

  private LineRun() {}

  static JsonObject of(Site site, List<DriverFactory> factories, Duration listening)
      throws InterruptedException {
    Site examined = harmless(site);
    Clock clock = Clock.system();
    var sampler =
        new Sampler(
            examined,
            new ProcessImage(examined.points().map(PointConfig::id).toList()),
            (_, _, _) -> CompletableFuture.completedFuture(Acceptance.DURABLE),
            clock,
            () -> true);
    try (var devices = Devices.create(examined, factories, it -> LOG.warn("{}", it));
        var check = new LineCheck(examined, sampler, devices::running, clock)) {
      devices.open(sampler);
      devices.poll(sampler, clock);
      new CountDownLatch(1).await(listening.toMillis(), TimeUnit.MILLISECONDS);
      return LineJson.of(check.end());
    }
  }

  private static Site harmless(Site site) {
    return new Site(
        site.building(),
        site.name(),
        site.zone(),
        site.gateway(),
        site.physicsSpeed(),
        site.drivers().stream().map(LineRun::harmless).toList(),
        site.equipment().stream().map(LineRun::readable).toList(),
        List.of());
  }

  private static DriverConfig harmless(DriverConfig driver) {
    Section own = driver.settings();
    Map<String, Entry> entries = new LinkedHashMap<>(own.entries());
    entries.put("read-only", new Entry(true, own.line()));
    Entry clientId = entries.get(CLIENT_ID);
    if (clientId != null) {
      entries.put(CLIENT_ID, new Entry(clientId.value() + "-doctor", clientId.line()));
      entries.put(SESSION_EXPIRY, new Entry("1s", own.line()));
    }
    return new DriverConfig(
        driver.id(),
        driver.protocol(),
        new Section(own.file(), own.line(), entries),
        driver.line());
  }

  private static EquipmentConfig readable(EquipmentConfig equipment) {
    return new EquipmentConfig(
        equipment.path(),
        equipment.name(),
        equipment.brickClass(),
        equipment.system(),
        equipment.points().stream().filter(point -> !point.writable()).toList());
  }
}
