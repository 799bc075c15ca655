package io.arxos.gateway.control;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Saves the [ControlMemory] when it has changed, on a thread of its own: a slow or dying card must
/// not hold up the control cycle. One save is under way at a time; the next takes the newest.
///
/// Used by the control thread only, but for the save itself.
final class HoldKeeper {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(10);

  /// How the last save ended.
  ///
  /// @param change number of the change up to which it knew
  /// @param failure for people; "" when it is durable
  private record Outcome(long change, String failure) {}

  private final HoldStore store;
  private final Executor executor;
  private long changes;
  private long handedOver;
  private long handedOverNanos;
  private volatile Outcome outcome = new Outcome(0, "");

  HoldKeeper(HoldStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  HoldStore.Loaded load() {
    return store.load();
  }

  /// Something worth keeping has changed. Returns the number of the change, for [#tried].
  long changed() {
    return ++changes;
  }

  /// Whether what was saved says too little of how far the leases have run since.
  boolean isOld(Moment now) {
    return now.nanos() - handedOverNanos >= REFRESH_NANOS;
  }

  /// Starts a save when there is something to save and none is under way.
  void save(Moment now, Supplier<ControlMemory> memory) {
    Outcome last = outcome;
    boolean retry = !last.failure().isEmpty() && now.nanos() - handedOverNanos >= RETRY_NANOS;
    if (last.change() != handedOver || (changes == handedOver && !retry)) {
      return;
    }
    long change = changes;
    ControlMemory newest = memory.get();
    handedOver = change;
    handedOverNanos = now.nanos();
    outcome = new Outcome(-1, last.failure());
    executor.execute(() -> outcome = save(change, newest));
  }

  /// Whether a save that knew of this change has ended, well or not.
  boolean tried(long change) {
    return outcome.change() >= change;
  }

  /// Why the last save failed; "" when it did not.
  String failure() {
    return outcome.failure();
  }

  private Outcome save(long change, ControlMemory memory) {
    try {
      store.save(memory);
      return new Outcome(change, "");
    } catch (IOException | RuntimeException e) {
      return new Outcome(change, String.valueOf(e.getMessage()));
    }
  }
}
