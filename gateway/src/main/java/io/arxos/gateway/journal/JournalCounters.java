package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what the writer does; the rate is over the last full ten seconds.
final class JournalCounters {
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private final Clock clock;
  private final AtomicLong appended = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  // Guarded by this.
  private long windowStart;
  private long windowAppended;
  private double rate;

  JournalCounters(Clock clock) {
    this.clock = clock;
    this.windowStart = clock.nanos();
  }

  void appended(Append.Appended block) {
    appended.addAndGet(block.last() - block.first() + 1);
    bytes.addAndGet(block.bytes());
    blocks.incrementAndGet();
    turn();
  }

  void refused(int samples) {
    refused.addAndGet(samples);
  }

  JournalFigures figures(Journal journal) {
    return new JournalFigures(
        appended.get(),
        blocks.get(),
        refused.get(),
        turn(),
        appended.get() == 0 ? 0 : (double) bytes.get() / appended.get(),
        journal.bytes(),
        journal.freeBytes(),
        journal.state());
  }

  private synchronized double turn() {
    long now = clock.nanos();
    long passed = now - windowStart;
    if (passed >= WINDOW_NANOS) {
      rate = (appended.get() - windowAppended) * 1e9 / passed;
      windowStart = now;
      windowAppended = appended.get();
    }
    return rate;
  }
}
