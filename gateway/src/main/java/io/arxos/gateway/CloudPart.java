package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.sampling.ClockQuality;
import io.arxos.gateway.sampling.DeviceCount;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.status.Condition;
import io.arxos.gateway.uplink.GatewayFacts;
import io.arxos.gateway.uplink.SiteModelMessage;
import io.arxos.gateway.uplink.SiteModelWire;
import io.arxos.gateway.uplink.Uplink;
import io.arxos.gateway.uplink.UplinkConfig;
import io.arxos.gateway.uplink.UplinkSeams;
import io.arxos.gateway.uplink.UplinkState;
import java.security.SecureRandom;

/// The uplink and what it tells of this gateway.
final class CloudPart implements AutoCloseable {
  private final Uplink uplink;

  private CloudPart(Uplink uplink) {
    this.uplink = uplink;
  }

  static CloudPart start(
      GatewayConfig.Cloud cloud, GatewayConfig config, OpenJournal journal, About about) {
    SiteModelMessage model = SiteModelWire.of(about.site());
    var seams =
        new UplinkSeams(
            journal.journal(),
            journal::figures,
            about.commands(),
            about::facts,
            () -> model,
            about.image()::snapshot);
    var way =
        new UplinkConfig(
            cloud.host(),
            cloud.port(),
            cloud.ca(),
            cloud.certificate(),
            cloud.key(),
            config.journal().keep());
    Uplink uplink = Uplink.create(way, seams, about.clock(), new SecureRandom());
    uplink.start();
    return new CloudPart(uplink);
  }

  Condition.Cloud condition() {
    UplinkState state = uplink.state();
    return new Condition.Cloud(
        true,
        state.connected(),
        state.lastError(),
        state.alarm().samples() + state.telemetry().samples());
  }

  @Override
  public void close() {
    uplink.close();
  }

  /// What the cloud is told of.
  ///
  /// @param startedMicros UTC when this process began
  record About(
      Site site,
      ProcessImage image,
      Commands commands,
      Clock clock,
      ClockQuality quality,
      long startedMicros) {
    GatewayFacts facts() {
      DeviceCount devices = DeviceCount.of(site, image.snapshot());
      return new GatewayFacts(
          quality.synchronised(),
          devices.all(),
          devices.down(),
          (int) site.points().count(),
          startedMicros,
          Version.TEXT);
    }
  }
}
