package io.arxos.simulation;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the store has committed. A backup is a copy of it.
final class Tables {
  record Place(BlockLog.Identity log, int partition) {}

  /// @param building null before the first site model
  record Gateway(long session, @Nullable String building, byte @Nullable [] hash) {}

  final Map<LaneKey, TreeMap<Long, Ledger.Row>> rows = new HashMap<>();
  final Map<LaneKey, TreeMap<Long, Ledger.Loss>> losses = new HashMap<>();
  final Map<LaneKey, Long> cursors = new HashMap<>();
  final Map<Place, Position> positions = new HashMap<>();
  final Map<String, Gateway> gateways = new HashMap<>();
  final Map<IncarnationId, Ledger.Announced> incarnations = new HashMap<>();
  final Set<IncarnationId> closed = new HashSet<>();
  int parked;

  Tables copy() {
    var copy = new Tables();
    rows.forEach((lane, all) -> copy.rows.put(lane, new TreeMap<>(all)));
    losses.forEach((lane, all) -> copy.losses.put(lane, new TreeMap<>(all)));
    copy.cursors.putAll(cursors);
    copy.positions.putAll(positions);
    copy.gateways.putAll(gateways);
    copy.incarnations.putAll(incarnations);
    copy.closed.addAll(closed);
    copy.parked = parked;
    return copy;
  }

  long next(LaneKey lane) {
    return cursors.getOrDefault(lane, 1L);
  }

  TreeMap<Long, Ledger.Row> rows(LaneKey lane) {
    return rows.computeIfAbsent(lane, _ -> new TreeMap<>());
  }

  TreeMap<Long, Ledger.Loss> losses(LaneKey lane) {
    return losses.computeIfAbsent(lane, _ -> new TreeMap<>());
  }

  /// What says whether something has changed, of some lanes.
  String digest(Collection<LaneKey> lanes) {
    var digest = new StringBuilder();
    for (var lane : new TreeSet<>(lanes)) {
      digest.append(lane).append(next(lane)).append(':');
      rows(lane).forEach((first, row) -> digest.append(first).append('-').append(row.last()));
      losses(lane).forEach((first, one) -> digest.append(first).append('!').append(one.last()));
    }
    return digest.toString();
  }
}
