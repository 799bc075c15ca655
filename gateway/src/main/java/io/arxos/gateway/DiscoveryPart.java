package io.arxos.gateway;

import io.arxos.driver.naming.Corrections;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.discovery.DiscoveryDesk;
import io.arxos.gateway.sampling.Devices;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Search and adding in a running gateway.
final class DiscoveryPart {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryPart.class);

  private DiscoveryPart() {}

  static DiscoveryDesk of(GatewayConfig config, Site site, Devices devices) {
    return new DiscoveryDesk(
        new DiscoveryDesk.Seams(
            site,
            config.site(),
            devices::running,
            corrections(config.data().resolve("names.tsv")),
            SiteCheck::problems));
  }

  /// What cannot be read is no reason not to start.
  private static Corrections corrections(Path file) {
    try {
      return Corrections.of(file);
    } catch (IOException e) {
      LOG.warn("corrected names in {} cannot be read: {}", file, e.getMessage());
      return Corrections.none();
    }
  }
}
