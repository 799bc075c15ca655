package io.arxos.gateway.sampling;

import io.arxos.block.Columns;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.journal.Sample;
import io.arxos.gateway.sampling.ProcessImage.Current;
import org.jspecify.annotations.Nullable;

/// What the sampler remembers of one point, and what of it is worth a sample. Guarded by the
/// sampler.
final class PointState {
  private static final String SILENT = "no reading for longer than expected";

  private final PointConfig point;
  private final long deadlineNanos;
  private final long reportNanos;

  // the newest
  private Current current;
  private boolean overridden;
  private long heardNanos;

  // the last stored
  private @Nullable Value storedValue;
  private Status storedStatus = Status.UNKNOWN;
  private String storedReason = "";
  private boolean storedOverridden;
  private long storedNanos;
  private boolean mustStore = true;

  PointState(PointConfig point, long nowNanos) {
    this.point = point;
    this.deadlineNanos = point.sampling().staleAfter().toNanos();
    this.reportNanos = point.sampling().reportWithin().toNanos();
    this.heardNanos = nowNanos;
    this.storedNanos = nowNanos;
    this.current =
        new Current(point.id(), null, Status.UNKNOWN, "not seen since start", false, nowNanos, 0);
  }

  PointConfig point() {
    return point;
  }

  Current current() {
    return current;
  }

  /// Takes what was measured now; returns the sample to store, or null when it says nothing new.
  @Nullable Sample measured(Measured measured, long nanos, long wallMicros, int clockFlag) {
    long period = nanos - heardNanos;
    heardNanos = nanos;
    Value value = measured.value();
    // A bad reading leaves the last value and its age.
    current =
        value == null
            ? current.as(measured.status(), measured.reason())
            : new Current(
                point.id(),
                value,
                measured.status(),
                measured.reason(),
                overridden,
                nanos,
                wallMicros);
    boolean due = nanos - storedNanos + period > reportNanos;
    if (!due && !isNews(value, measured)) {
      return null;
    }
    return store(value, measured.flags() | clockFlag, nanos, wallMicros);
  }

  /// Looks at the clock; returns a sample when silence has become news, or must be repeated.
  @Nullable Sample silent(long nanos, long wallMicros, int clockFlag) {
    if (nanos - heardNanos <= deadlineNanos) {
      return null;
    }
    Status status = current.status();
    if (status == Status.OK || status == Status.FAULT) {
      current = current.as(Status.STALE, SILENT);
    }
    boolean due = mustStore || nanos - storedNanos >= reportNanos;
    boolean news = current.status() != storedStatus || !current.reason().equals(storedReason);
    return due || news ? store(null, clockFlag, nanos, wallMicros) : null;
  }

  /// Whether a level above the loops holds the point; returns true when that is news.
  boolean overridden(boolean now) {
    boolean changed = overridden != now;
    overridden = now;
    current =
        new Current(
            point.id(),
            current.value(),
            current.status(),
            current.reason(),
            now,
            current.nanos(),
            current.wallMicros());
    return changed;
  }

  /// A sample of the present state, for a change of `overridden` alone; null when nothing was ever
  /// read. The value keeps its age: it is not older than the deadline while the status is ok.
  @Nullable Sample flagged(long nanos, long wallMicros, int clockFlag) {
    if (current.status() == Status.UNKNOWN) {
      return null;
    }
    Value value = current.status() == Status.OK ? current.value() : null;
    return store(value, clockFlag, nanos, wallMicros);
  }

  /// The journal did not take the last sample: the next reading is stored, changed or not.
  void notStored() {
    mustStore = true;
  }

  private boolean isNews(@Nullable Value value, Measured measured) {
    return mustStore
        || measured.status() != storedStatus
        || !measured.reason().equals(storedReason)
        || overridden != storedOverridden
        || hasChanged(value);
  }

  private boolean hasChanged(@Nullable Value value) {
    if (value == null || storedValue == null) {
      return value != null || storedValue != null;
    }
    if (value instanceof Value.Num(double now) && storedValue instanceof Value.Num(double then)) {
      double deadband = point.sampling().deadband();
      return deadband == 0 ? now != then : Math.abs(now - then) > deadband;
    }
    return !value.equals(storedValue);
  }

  private Sample store(@Nullable Value value, int flags, long nanos, long wallMicros) {
    mustStore = false;
    storedValue = value;
    storedStatus = current.status();
    storedReason = current.reason();
    storedOverridden = overridden;
    storedNanos = nanos;
    return new Sample(
        point.id(),
        value,
        current.status(),
        flags | (overridden ? Columns.OVERRIDDEN : 0),
        current.reason(),
        wallMicros,
        nanos / 1_000);
  }
}
