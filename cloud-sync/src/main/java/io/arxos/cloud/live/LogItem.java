package io.arxos.cloud.live;

import java.util.List;

/// What stands at one place of the log, decoded.
public sealed interface LogItem {
  /// Place in the partition.
  long offset();

  Lane lane();

  /// The namespace of sequences.
  ///
  /// @param incarnation 16 bytes as hexadecimal digits
  /// @param number 1 alarm, 2 telemetry
  record Lane(String gateway, String incarnation, int number) {
    public static final int ALARM = 1;
  }

  /// Consecutive samples.
  ///
  /// @param first sequence of the first sample
  /// @param loggedUs when the log took them, UTC microseconds
  record Block(long offset, Lane lane, long first, long loggedUs, List<LiveSample> samples)
      implements LogItem {
    long last() {
      return first + samples.size() - 1;
    }
  }

  /// Sequences that will never arrive, or bytes that cannot be read.
  record Hole(long offset, Lane lane, long first, long last, Span span) implements LogItem {}

  /// @param fromUs UTC microseconds; 0 when not known
  record Span(long fromUs, long toUs, String reason) {}
}
