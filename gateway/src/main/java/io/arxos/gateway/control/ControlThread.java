package io.arxos.gateway.control;

import io.arxos.driver.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Runs the control cycle on a platform thread of its own, at a fixed rate; an arriving command
/// makes the next cycle come early. A cycle that was missed is not made up for.
public final class ControlThread implements AutoCloseable {
  public static final Duration CYCLE = Duration.ofSeconds(1);
  private static final long EARLY_NANOS_MIN = Duration.ofMillis(100).toNanos();
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final ControlCycle cycle;
  private final Clock clock;
  private final long periodNanos;
  private final Consumer<Throwable> broken;
  private final Thread thread;
  private volatile boolean early;
  private volatile boolean stopping;

  private ControlThread(ControlCycle cycle, Duration period, Consumer<Throwable> broken) {
    this.cycle = cycle;
    this.clock = cycle.clock();
    this.periodNanos = period.toNanos();
    this.broken = broken;
    this.thread = Thread.ofPlatform().name("control").unstarted(this::run);
  }

  /// Starts the thread, with the cycle's own clock.
  ///
  /// @param broken told when a cycle threw: a broken invariant, after which the thread has ended
  ///   and the process should be started again
  public static ControlThread start(
      ControlCycle cycle, Duration period, Consumer<Throwable> broken) {
    var control = new ControlThread(cycle, period, broken);
    cycle.onArrival(control::wake);
    control.thread.start();
    return control;
  }

  /// Ends the cycles, takes the outputs where their tables say and returns: after five seconds at
  /// most.
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    early = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (!stopping) {
        Moment now = Moment.of(clock);
        early = false;
        cycle.work(now);
        rest(now.nanos());
      }
      cycle.stop(Moment.of(clock));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  private void rest(long began) {
    long rested = clock.nanos() - began;
    while (!stopping && rested < (early ? EARLY_NANOS_MIN : periodNanos)) {
      LockSupport.parkNanos(this, (early ? EARLY_NANOS_MIN : periodNanos) - rested);
      rested = clock.nanos() - began;
    }
  }
}
