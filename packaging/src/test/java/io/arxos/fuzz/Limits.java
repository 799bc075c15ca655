package io.arxos.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/// What a decoder of a driver may take for one input: 64 MiB, and a second of the processor.
final class Limits {
  private static final long BYTES_MAX = 64L << 20;
  private static final long CPU_NANOS_MAX = 1_000_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Limits() {}

  /// Runs within the limits. What is over is measured a second time: the first may have loaded
  /// classes.
  static <T> T within(Supplier<T> decoder) {
    long before = THREADS.getCurrentThreadCpuTime();
    T result = Memory.within(BYTES_MAX, decoder);
    if (THREADS.getCurrentThreadCpuTime() - before <= CPU_NANOS_MAX) {
      return result;
    }
    before = THREADS.getCurrentThreadCpuTime();
    result = decoder.get();
    long taken = THREADS.getCurrentThreadCpuTime() - before;
    if (taken > CPU_NANOS_MAX) {
      throw new AssertionError("it took " + taken / 1_000_000 + " ms of the processor");
    }
    return result;
  }
}
