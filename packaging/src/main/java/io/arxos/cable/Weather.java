package io.arxos.cable;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The trouble that all connections of one cable share. Any thread may ask and change it.
final class Weather {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SplittableRandom random;
  private final LongAdder swallowedBytes = new LongAdder();
  private Trouble trouble = new Trouble.Whole();
  private boolean flipUp;
  private boolean flipDown;

  Weather(long seed) {
    random = new SplittableRandom(seed);
  }

  void swallowed(int bytes) {
    swallowedBytes.add(bytes);
  }

  long swallowedBytes() {
    return swallowedBytes.sum();
  }

  Trouble now() {
    lock.lock();
    try {
      return trouble;
    } finally {
      lock.unlock();
    }
  }

  void become(Trouble next) {
    lock.lock();
    try {
      trouble = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next piece in this direction gets one bit changed.
  void flipOnce(Way way) {
    lock.lock();
    try {
      flipUp |= way == Way.UP;
      flipDown |= way == Way.DOWN;
    } finally {
      lock.unlock();
    }
  }

  boolean takeFlip(Way way) {
    lock.lock();
    try {
      boolean flip = way == Way.UP ? flipUp : flipDown;
      flipUp &= way != Way.UP;
      flipDown &= way != Way.DOWN;
      return flip;
    } finally {
      lock.unlock();
    }
  }

  /// When a piece that has come now is due at the other end, on the clock of System.nanoTime.
  long dueNanos() {
    lock.lock();
    try {
      int millis =
          trouble instanceof Trouble.Late(int min, int max) ? random.nextInt(min, max + 1) : 0;
      return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    } finally {
      lock.unlock();
    }
  }

  /// Returns when no cut holds bytes back.
  void awaitPassable() throws InterruptedException {
    lock.lock();
    try {
      while (trouble instanceof Trouble.Cut) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns at this time, or earlier when the trouble that made it so has ended.
  void awaitDue(long dueNanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = dueNanos - System.nanoTime();
          left > 0 && trouble instanceof Trouble.Late;
          left = dueNanos - System.nanoTime()) {
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets a narrow cable's time pass.
  void awaitRoom(long nanos) throws InterruptedException {
    long dueNanos = System.nanoTime() + nanos;
    lock.lock();
    try {
      for (long left = nanos;
          left > 0 && trouble instanceof Trouble.Narrow;
          left = dueNanos - System.nanoTime()) {
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
