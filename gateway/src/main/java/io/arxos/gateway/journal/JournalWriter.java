package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.gateway.journal.LaneQueue.Taken;
import java.time.Duration;
import java.util.ArrayList;
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

  /// The most blocks that share a sync.
  static final int GROUP_BLOCKS_MAX = 16;

  private static final long TEND_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long NEVER = Long.MAX_VALUE;
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  /// Samples of one block, and who waits for it.
  private record Block(Lane lane, Taken taken) {
    Draft draft() {
      return new Draft(lane, SampleColumns.of(taken.samples()));
    }

    int samples() {
      return taken.samples().size();
    }
  }

  private final Journal journal;
  private final Clock clock;
  private final JournalCounters counters;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();

  // Of the writing thread.
  private long tendAtNanos;
  private volatile Runnable tended = () -> {};

  // Guarded by the lock.
  private final Map<Lane, LaneQueue> queues = new EnumMap<>(Lane.class);
  private boolean stopping;
  private @Nullable Thread thread;

  public JournalWriter(Journal journal, ClosingRule rule, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.counters = new JournalCounters(clock);
    this.tendAtNanos = clock.nanos() + TEND_NANOS;
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

  /// Runs every few seconds, on the writing thread; must be quick.
  public void onTend(Runnable quick) {
    tended = quick;
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

  /// Writes the blocks whose time has come, together with one sync. Called by one thread.
  ///
  /// @return how many samples were taken from the inbox
  public int work() {
    if (clock.nanos() - tendAtNanos >= 0) {
      tendAtNanos = clock.nanos() + TEND_NANOS;
      journal.tend();
      tended.run();
    }
    List<Block> blocks = take();
    if (blocks.isEmpty()) {
      return 0;
    }
    write(blocks);
    return blocks.stream().mapToInt(Block::samples).sum();
  }

  private List<Block> take() {
    List<Block> blocks = new ArrayList<>();
    lock.lock();
    try {
      long now = clock.nanos();
      for (Lane lane : Lane.values()) {
        LaneQueue queue = queue(lane);
        long closesAt = queue.closesAtNanos();
        while (closesAt != NEVER
            && (closesAt <= now || stopping)
            && blocks.size() < GROUP_BLOCKS_MAX) {
          blocks.add(new Block(lane, queue.take(now)));
          closesAt = queue.closesAtNanos();
        }
      }
    } finally {
      lock.unlock();
    }
    return blocks;
  }

  private void write(List<Block> blocks) {
    List<Block> durable = List.of();
    try {
      if (commit(blocks)) {
        durable = blocks;
      } else if (journal.state() instanceof JournalState.Full) {
        // There may be room for what a person must learn of.
        List<Block> alarms = blocks.stream().filter(one -> one.lane() == Lane.ALARM).toList();
        boolean less = !alarms.isEmpty() && alarms.size() < blocks.size();
        durable = less && commit(alarms) ? alarms : List.of();
      }
    } finally {
      for (Block block : blocks) {
        boolean is = durable.contains(block);
        if (!is) {
          counters.refused(block.samples());
        }
        block.taken().answer(is ? Acceptance.DURABLE : Acceptance.REFUSED);
      }
    }
  }

  private boolean commit(List<Block> blocks) {
    JournalState before = journal.state();
    List<Append> appends = journal.append(blocks.stream().map(Block::draft).toList());
    for (Append append : appends) {
      if (append instanceof Append.Appended appended) {
        counters.appended(appended);
      }
    }
    tell(before, appends.getFirst());
    return appends.getFirst() instanceof Append.Appended;
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
        long nanos = Math.min(closesAt, tendAtNanos) - clock.nanos();
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
