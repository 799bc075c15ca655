package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.gateway.journal.LaneQueue.Taken;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bounded inbox before the journal, and the one thread that empties it block by block.
///
/// Nobody waits here: an offer queues and returns. What the journal cannot take is answered
/// REFUSED, at once when that is known and otherwise with its block.
public final class JournalWriter implements Inbox, AutoCloseable {
  /// The most samples that wait, all lanes together: some seconds of a large building.
  static final int INBOX_SAMPLES_MAX = 20_000;

  private static final long NEVER = Long.MAX_VALUE;
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private final Journal journal;
  private final Clock clock;
  private final JournalCounters counters;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();

  // Guarded by the lock.
  private final Map<Lane, LaneQueue> queues = new EnumMap<>(Lane.class);
  private boolean stopping;
  private @Nullable Thread thread;

  public JournalWriter(Journal journal, ClosingRule rule, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.counters = new JournalCounters(clock);
    for (Lane lane : Lane.values()) {
      queues.put(lane, new LaneQueue(rule));
    }
  }

  @Override
  public CompletableFuture<Acceptance> offer(Lane lane, List<Sample> samples, boolean awaited) {
    if (samples.isEmpty()) {
      return CompletableFuture.completedFuture(Acceptance.DURABLE);
    }
    List<Sample> copy = List.copyOf(samples);
    lock.lock();
    try {
      if (stopping
          || journal.state() instanceof JournalState.Failed
          || waiting() + copy.size() > INBOX_SAMPLES_MAX) {
        counters.refused(copy.size());
        return CompletableFuture.completedFuture(Acceptance.REFUSED);
      }
      LaneQueue queue = queue(lane);
      long before = queue.closesAtNanos();
      var answer = queue.add(copy, awaited, clock.nanos());
      if (queue.closesAtNanos() < before) {
        offered.signal();
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /// What has happened since the start.
  public JournalFigures figures() {
    return counters.figures(journal);
  }

  /// Starts the thread. Tests call [#work] instead.
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("journal").start(this::run);
    }
  }

  /// Writes what waits, then ends the thread. Later offers are refused.
  @Override
  public void close() {
    Thread ending;
    synchronized (this) {
      ending = thread;
    }
    lock.lock();
    try {
      stopping = true;
      offered.signalAll();
    } finally {
      lock.unlock();
    }
    if (ending == null) {
      drain();
      return;
    }
    boolean interrupted = false;
    while (ending.isAlive()) {
      try {
        ending.join();
      } catch (InterruptedException e) {
        interrupted = true; // what was offered is still synced
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes at most one block per lane, if it is time. Called by one thread.
  ///
  /// @return how many samples were taken from the inbox
  public int work() {
    int done = 0;
    for (Lane lane : Lane.values()) {
      done += work(lane);
    }
    return done;
  }

  private int work(Lane lane) {
    Taken taken;
    lock.lock();
    try {
      LaneQueue queue = queue(lane);
      long now = clock.nanos();
      long closesAt = queue.closesAtNanos();
      if (closesAt == NEVER || closesAt > now && !stopping) {
        return 0;
      }
      taken = queue.take(now);
    } finally {
      lock.unlock();
    }
    write(lane, taken);
    return taken.samples().size();
  }

  private void write(Lane lane, Taken taken) {
    var answer = Acceptance.REFUSED;
    JournalState before = journal.state();
    try {
      Append append = journal.append(lane, SampleColumns.of(taken.samples()));
      if (append instanceof Append.Appended appended) {
        counters.appended(appended);
        answer = Acceptance.DURABLE;
      } else {
        counters.refused(taken.samples().size());
      }
      tell(before, append);
    } finally {
      taken.answer(answer);
    }
  }

  private static void tell(JournalState before, Append append) {
    switch (append) {
      case Append.Appended _ when before instanceof JournalState.Full ->
          LOG.info("there is space again: readings are journaled");
      case Append.DiskFull(long bytesFree) when !(before instanceof JournalState.Full) ->
          LOG.warn(
              "the disk is full ({} MiB free): readings are refused until there is space",
              bytesFree >> 20);
      case Append.Broken(String reason) when !(before instanceof JournalState.Failed) ->
          LOG.error(
              "the journal failed ({}): readings are refused from now on, control goes on", reason);
      case Append.Appended _, Append.DiskFull _, Append.Broken _ -> {
        // Said already.
      }
    }
  }

  private void run() {
    try {
      while (await()) {
        work();
      }
    } catch (RuntimeException e) {
      LOG.error("the journal failed: readings are refused from now on", e);
      journal.fail("internal error: " + e);
    }
    drain();
  }

  /// Waits until something is to do; false when all is done and nothing more will come.
  private boolean await() {
    lock.lock();
    try {
      while (true) {
        long closesAt = NEVER;
        for (LaneQueue queue : queues.values()) {
          closesAt = Math.min(closesAt, queue.closesAtNanos());
        }
        if (stopping) {
          return closesAt != NEVER;
        }
        long nanos = closesAt == NEVER ? NEVER : closesAt - clock.nanos();
        if (nanos <= 0) {
          return true;
        }
        offered.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      stopping = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    while (waitingNow() > 0) {
      work();
    }
  }

  private int waitingNow() {
    lock.lock();
    try {
      stopping = true;
      return waiting();
    } finally {
      lock.unlock();
    }
  }

  private int waiting() {
    return queues.values().stream().mapToInt(LaneQueue::samples).sum();
  }

  private LaneQueue queue(Lane lane) {
    LaneQueue queue = queues.get(lane);
    if (queue == null) {
      throw new IllegalStateException("no queue for " + lane);
    }
    return queue;
  }
}
