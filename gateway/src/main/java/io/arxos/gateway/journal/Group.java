package io.arxos.gateway.journal;

import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Blocks that are committed together, numbered behind what is synced.
final class Group {
  private final Index index;
  private final List<Append> appended = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<Lane, Long> last = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> bytes = new EnumMap<>(Lane.class);

  Group(Index index) {
    this.index = index;
  }

  void add(Draft draft) {
    Lane lane = draft.lane();
    long first = last.getOrDefault(lane, index.now().range(lane).last()) + 1;
    long end = first + draft.columns().size() - 1;
    byte[] payload = BlockCodec.encode(first, draft.columns());
    int size = payload.length + Journal.KEYS_BYTES;
    changes.add(
        new Change(Keys.table(lane), Keys.block(index.current.startCounter(), first), payload));
    last.put(lane, end);
    bytes.merge(lane, (long) size, Long::sum);
    appended.add(new Appended(first, end, size));
  }

  Set<Lane> lanes() {
    return last.keySet();
  }

  long last(Lane lane) {
    return last.getOrDefault(lane, 0L);
  }

  long bytes(Lane lane) {
    return bytes.getOrDefault(lane, 0L);
  }

  /// The blocks, and once for each lane how far it goes.
  List<Change> changes() {
    List<Change> all = new ArrayList<>(changes);
    last.forEach((lane, end) ->
        all.add(
            new Change(
                Table.META,
                Keys.mark(Keys.LAST, index.current.startCounter(), lane),
                Keys.number(end))));
    return all;
  }

  List<Append> appended() {
    return List.copyOf(appended);
  }
}
