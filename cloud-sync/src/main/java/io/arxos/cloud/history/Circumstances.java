package io.arxos.cloud.history;

import io.arxos.cloud.fleet.GatewayState;
import java.util.List;

/// What is known about the gateways of a building that can explain why something is missing. Pure.
///
/// @param startsUs when their processes began
record Circumstances(List<GatewayState> gateways, List<Long> startsUs, List<LostSpan> losses) {
  /// An entry of the loss ledger whose time is known.
  record LostSpan(long fromUs, long toUs, String reason) {}

  /// Why nothing came in a stretch.
  Gap explain(long fromUs, long toUs, boolean open) {
    for (var lost : losses) {
      if (lost.fromUs() < toUs && lost.toUs() >= fromUs) {
        return new Gap(fromUs, toUs, open, "lost: " + lost.reason(), false);
      }
    }
    for (var gateway : gateways) {
      if (open && !gateway.connected()) {
        return new Gap(fromUs, toUs, true, gateway.id() + " is not connected", true);
      }
      var report = gateway.report();
      if (gateway.connected()
          && report != null
          && report.backlogSamples() > 0
          && report.backlogOldestUs() < toUs
          && gateway.completeUntilUs() <= toUs) {
        return new Gap(fromUs, toUs, open, gateway.id() + " is still uploading it", true);
      }
    }
    if (startsUs.stream().anyMatch(start -> start > fromUs && start <= toUs)) {
      return new Gap(fromUs, toUs, open, "the gateway was not running", false);
    }
    return new Gap(fromUs, toUs, open, "nothing was reported", false);
  }
}
