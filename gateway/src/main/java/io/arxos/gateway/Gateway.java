package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.sampling.ClockQuality;
import io.arxos.gateway.sampling.Devices;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import io.arxos.gateway.status.Sources;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every part of the gateway, made in the order in which a sample passes them and ended in the
/// reverse order.
final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private int pagePort;

  /// A simulated past to begin with.
  ///
  /// @param length zero for none
  record Past(Duration length, long seed) {}

  /// Something that must be ended.
  private record Part(String name, AutoCloseable closing) {}

  private Gateway() {}

  static Gateway start(GatewayConfig config, Site site, Past past, Ending ending)
      throws StartFailure, InterruptedException {
    var gateway = new Gateway();
    try {
      gateway.assemble(config, site, past, ending);
      return gateway;
    } catch (StartFailure | InterruptedException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  int pagePort() {
    return pagePort;
  }

  private void assemble(GatewayConfig config, Site site, Past past, Ending ending)
      throws StartFailure, InterruptedException {
    Clock clock = Clock.system();
    ClockQuality quality = config.trustClock() ? ClockQuality.trusted() : ClockQuality.kernel();

    // Where samples become durable; first of all, perhaps, a past.
    var journal = closing("journal", OpenJournal.open(config, site, past, clock, quality));

    // Readings become samples, and the process image.
    var image = new ProcessImage(site.points().map(PointConfig::id).toList());
    var sampler = new Sampler(site, image, journal.inbox(), clock, quality);
    var devices =
        closing(
            "drivers", Devices.create(site, Protocols.all(), problem -> LOG.error("{}", problem)));
    devices.open(sampler);
    devices.poll(sampler, clock);

    // The building is kept in order, cloud or no cloud.
    var conditions = new Conditions(journal, image, clock);
    var around = new ControlPart.Around(conditions, sampler, journal.inbox(), devices);
    var control =
        closing("control", ControlPart.start(config, site, clock, around, broken(ending)));
    conditions.watch(control);

    // What is journaled goes up, commands come down.
    if (config.cloud() != null) {
      var about =
          new CloudPart.About(site, image, control.commands(), clock, quality, clock.wallMicros());
      var cloud = closing("uplink", CloudPart.start(config.cloud(), config, journal, about));
      conditions.watch(cloud);
    }

    // People see it.
    var sources =
        new Sources(
            site,
            image,
            sampler,
            control.commands(),
            clock,
            quality,
            conditions::now,
            Version.TEXT,
            devices::running,
            DiscoveryPart.of(config, site, devices));
    var runtime = closing("page", Runtimes.start(sources, config.page()));
    pagePort = runtime.pagePort();
    LOG.info("gateway {} serves http://{}:{}", site.gateway(), config.page().host(), pagePort);
  }

  private static Consumer<Throwable> broken(Ending ending) {
    return failure -> {
      LOG.error("control failed; the process ends, to be started anew", failure);
      ending.broken();
    };
  }

  private <T extends AutoCloseable> T closing(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  @Override
  public void close() {
    for (Part part : parts) {
      try {
        part.closing().close();
      } catch (Exception e) {
        LOG.error("{} did not end in order", part.name(), e);
      }
    }
    parts.clear();
  }
}
