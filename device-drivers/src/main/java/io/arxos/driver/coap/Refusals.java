package io.arxos.driver.coap;

import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what a listening socket does not believe. Each reason is said once: whoever sends may
/// send much.
final class Refusals implements Consumer<String> {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final int REASONS_MAX = 20;

  private final String name;
  private final LineStats stats;
  private final DeviceStats counted;
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();

  Refusals(String name) {
    this.name = name;
    this.stats = new LineStats(name, Medium.LINK);
    this.counted = stats.device(name);
  }

  @Override
  public void accept(String why) {
    counted.troubled(Trouble.MISMATCH);
    if (reasons.size() < REASONS_MAX && reasons.add(why)) {
      log.warn("CoAP on {}: a message is refused: {}", name, why);
    }
  }

  LineReport report() {
    return stats.report();
  }
}
