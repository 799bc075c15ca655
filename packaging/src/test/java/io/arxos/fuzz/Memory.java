package io.arxos.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What a reader allocates: a few bytes that claim to be much must not get much.
final class Memory {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Memory() {}

  /// Runs within so many bytes. What is over is measured a second time: the first may have loaded
  /// classes.
  static <T> T within(long bytesMax, Supplier<T> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    T result = reader.get();
    if (THREADS.getCurrentThreadAllocatedBytes() - before <= bytesMax) {
      return result;
    }
    before = THREADS.getCurrentThreadAllocatedBytes();
    result = reader.get();
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (taken > bytesMax) {
      throw new AssertionError(taken + " bytes were taken, of at most " + bytesMax);
    }
    return result;
  }
}
