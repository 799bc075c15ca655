package io.arxos.cloud.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What time it is. Two answers that have nothing to do with each other: people's time, which may
/// be set, and a monotonic one, which decides.
public interface Clock extends InstantSource {
  Clock SYSTEM =
      new Clock() {
        @Override
        public Instant instant() {
          return InstantSource.system().instant();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /// Monotonic; only differences mean something.
  long nanos();

  /// UTC microseconds.
  default long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant());
  }
}
