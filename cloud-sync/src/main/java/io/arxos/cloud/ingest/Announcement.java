package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.List;

/// All pages of a Hello together.
///
/// @param current the incarnation of the sending process; one of the list
/// @param modelHash of the site model the gateway has
record Announcement(
    IncarnationId current,
    List<Ledger.Announced> incarnations,
    int codecVersion,
    byte[] modelHash) {
  Announcement {
    incarnations = List.copyOf(incarnations);
    if (incarnations.stream().noneMatch(one -> one.incarnation().equals(current))) {
      throw new IllegalArgumentException("the current incarnation is not in the list");
    }
  }

  boolean names(IncarnationId incarnation) {
    return incarnations.stream().anyMatch(one -> one.incarnation().equals(incarnation));
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
