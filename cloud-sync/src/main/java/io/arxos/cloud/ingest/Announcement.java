package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All pages of a Hello together.
///
/// @param current the incarnation of the sending process; one of the list
/// @param modelHash of the site model the gateway has
/// @param lasts the last sequence that the journal has of each lane
record Announcement(
    IncarnationId current,
    List<Ledger.Announced> incarnations,
    int codecVersion,
    byte[] modelHash,
    Map<LaneKey, Long> lasts) {
  Announcement {
    lasts = Map.copyOf(lasts);
    incarnations = List.copyOf(incarnations);
    if (incarnations.stream().noneMatch(one -> one.incarnation().equals(current))) {
      throw new IllegalArgumentException("the current incarnation is not in the list");
    }
  }

  boolean names(IncarnationId incarnation) {
    return incarnations.stream().anyMatch(one -> one.incarnation().equals(incarnation));
  }

  /// Lanes of the announced and of their parents.
  Set<LaneKey> lanesAndParents(String gateway) {
    Set<LaneKey> lanes = new HashSet<>(lanes(gateway));
    for (var one : incarnations) {
      if (one.parent() != null) {
        lanes.add(new LaneKey(gateway, one.parent(), LaneKey.ALARM));
        lanes.add(new LaneKey(gateway, one.parent(), LaneKey.TELEMETRY));
      }
    }
    return lanes;
  }

  List<LaneKey> lanes(String gateway) {
    var lanes = new ArrayList<LaneKey>();
    for (var one : incarnations) {
      lanes.add(new LaneKey(gateway, one.incarnation(), LaneKey.ALARM));
      lanes.add(new LaneKey(gateway, one.incarnation(), LaneKey.TELEMETRY));
    }
    return lanes;
  }
}
