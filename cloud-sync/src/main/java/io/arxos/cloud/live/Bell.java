package io.arxos.cloud.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one waiting subscriber. Rings are remembered, not counted.
public final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean ringing;

  public void ring() {
    lock.lock();
    try {
      ringing = true;
      rung.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a ring that came since the last wait ended.
  ///
  /// @return false when the time was over first
  public boolean await(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (!ringing && nanos > 0) {
        nanos = rung.awaitNanos(nanos);
      }
      boolean wasRung = ringing;
      ringing = false;
      return wasRung;
    } finally {
      lock.unlock();
    }
  }
}
