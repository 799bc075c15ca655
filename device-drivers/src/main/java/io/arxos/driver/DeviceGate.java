package io.arxos.driver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Keeps a silent device from costing more than one probe per pause. Guarded by itself: any thread.
public final class DeviceGate {
  private final Clock clock;
  private final Backoff backoff;
  private long closedUntilNanos;

  public DeviceGate(Clock clock, Backoff backoff) {
    this.clock = clock;
    this.backoff = backoff;
  }

  /// Pauses of 1 to 30 s (first pauses shorter).
  public static DeviceGate standard(Clock clock, RandomGenerator random) {
    return new DeviceGate(
        clock, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random));
  }

  /// Whether the device may be asked now.
  public synchronized boolean open() {
    return backoff.attempts() == 0 || clock.nanos() - closedUntilNanos >= 0;
  }

  /// It answered.
  public synchronized void answered() {
    backoff.reset();
  }

  /// It did not answer: closed for the next pause.
  public synchronized void silent() {
    closedUntilNanos = clock.nanos() + backoff.next().toNanos();
  }
}
