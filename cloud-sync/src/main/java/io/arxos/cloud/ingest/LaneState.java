package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one stream knows of one lane. Guarded by the session's lock.
final class LaneState {
  // More are only many small messages; the newest of them say enough.
  private static final int WAITING_MAX = 1_000;

  private final LaneKey lane;
  private long committed;
  private long safe;

  // The last block put on the log and not answered yet.
  private @Nullable Produced produced;

  /// When blocks were put on the log that are not committed yet.
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(long last, long atNanos) {}

  LaneState(LaneKey lane, long committed, long safe) {
    this.lane = lane;
    this.committed = committed;
    this.safe = safe;
  }

  /// @param offset -1 when the log did not say
  /// @param atNanos when the log acknowledged it
  record Produced(BlockLog.Identity log, int partition, long offset, long last, long atNanos) {}

  /// The log as it was found.
  ///
  /// @param askedNanos when the asking began
  record LogView(BlockLog.Identity log, Map<Integer, Long> ends, long askedNanos) {
    boolean lacks(Produced block) {
      return askedNanos - block.atNanos() > 0
          && (!log.equals(block.log())
              || ends.getOrDefault(block.partition(), 0L) <= block.offset());
    }
  }

  /// What to tell the gateway.
  sealed interface Answer {
    record Ack(long committed, long safe) implements Answer {}

    record Nack(long next) implements Answer {}
  }

  void produced(Produced block) {
    produced = block;
    waiting.addLast(new Waiting(block.last(), block.atNanos()));
    if (waiting.size() > WAITING_MAX) {
      waiting.removeFirst();
    }
  }

  /// How long what was committed by now had waited since it was put on the log; 0 when nothing was.
  /// Says it once.
  long waitedNanos(long nowNanos) {
    long waited = 0;
    while (!waiting.isEmpty() && waiting.getFirst().last() <= committed) {
      waited = nowNanos - waiting.removeFirst().atNanos();
    }
    return waited;
  }

  boolean waits() {
    return produced != null;
  }

  /// Waits for an answer since before this instant.
  boolean waitsSince(long nanos) {
    return produced != null && produced.atNanos() - nanos < 0;
  }

  LaneKey lane() {
    return lane;
  }

  /// The last sequence that is known to be in the store.
  long committed() {
    return committed;
  }

  /// Moves with the store.
  @Nullable Answer committed(Progress progress) {
    long next = progress.next(lane);
    long nowSafe = progress.safe(lane);
    if (produced != null && next > produced.last()) {
      produced = null;
    }
    if (next - 1 <= committed && nowSafe <= safe) {
      return null;
    }
    committed = Math.max(committed, next - 1);
    safe = Math.max(safe, nowSafe);
    return new Answer.Ack(committed, safe);
  }

  /// Whether the block that waits has been passed by the store, or lost by the log. Once per block.
  @Nullable Answer refused(Progress progress, BlockLog.Identity log, @Nullable LogView view) {
    var block = produced;
    if (block == null) {
      return null;
    }
    boolean passed =
        block.log().equals(log)
            && progress.positions().getOrDefault(block.partition(), 0L) > block.offset();
    if (passed || view != null && view.lacks(block)) {
      produced = null;
      waiting.clear();
      return new Answer.Nack(progress.next(lane));
    }
    return null;
  }
}
