package io.arxos.driver.sim;

import java.time.Duration;

/// When a device reports next: at once when what it says has changed, otherwise after its interval.
/// One thread.
final class Schedule {
  private final long intervalNanos;
  private long nextNanos;
  private boolean last;

  /// @param firstNanos when the first report is due
  Schedule(Duration interval, long firstNanos) {
    this.intervalNanos = interval.toNanos();
    this.nextNanos = firstNanos;
  }

  boolean isDue(long nowNanos) {
    if (nowNanos - nextNanos < 0) {
      return false;
    }
    nextNanos =
        nowNanos - nextNanos < intervalNanos ? nextNanos + intervalNanos : nowNanos + intervalNanos;
    return true;
  }

  boolean isDue(long nowNanos, boolean state) {
    boolean changed = state != last;
    last = state;
    if (changed) {
      nextNanos = nowNanos + intervalNanos;
    }
    return changed || isDue(nowNanos);
  }
}
