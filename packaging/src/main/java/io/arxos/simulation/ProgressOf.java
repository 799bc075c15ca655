package io.arxos.simulation;

import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.LaneKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What the store says of itself, and what it would say if it were broken.
final class ProgressOf {
  private final Map<LaneKey, Long> appended = new HashMap<>();
  private final Map<Set<LaneKey>, Progress> before = new HashMap<>();
  private long generationWhileBusy = 1;

  void appended(LaneKey lane, long last) {
    appended.merge(lane, last, Math::max);
  }

  Progress of(SimStore store, Map<LaneKey, Long> next, Map<Integer, Long> places) {
    Progress.Backed backed = null;
    if (store.backups() && store.mutant() != Mutant.TRIM_ON_COMMITTED) {
      var last = new HashMap<LaneKey, Long>();
      next.keySet().forEach(lane -> last.put(lane, store.safe(lane)));
      backed = new Progress.Backed(store.newestBackup(), last);
    }
    var now = new Progress(store.generation(), next, places, backed);
    return switch (store.mutant()) {
      case ACK_FROM_APPEND -> {
        var more = new HashMap<>(next);
        more.replaceAll((lane, n) -> Math.max(n, appended.getOrDefault(lane, 0L) + 1));
        yield new Progress(now.generation(), more, places, backed);
      }
      case GENERATION_NOT_WATCHED -> {
        generationWhileBusy = next.isEmpty() ? generationWhileBusy : now.generation();
        yield new Progress(generationWhileBusy, next, places, backed);
      }
      case OLD_GENERATION -> {
        var old = before.put(Set.copyOf(next.keySet()), now);
        yield old == null
            ? now
            : new Progress(now.generation(), old.next(), old.positions(), old.backed());
      }
      default -> now;
    };
  }
}
