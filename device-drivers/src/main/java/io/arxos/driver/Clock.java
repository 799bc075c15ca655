package io.arxos.driver;

/// Time, given as an argument everywhere so that a test can move it.
public interface Clock {
  /// Never goes back; counts from an arbitrary place. Decides intervals, leases and order.
  long nanos();

  /// UTC microseconds since 1970. May step; decides nothing.
  long wallMicros();

  /// The machine's own clocks.
  static Clock system() {
    return new Clock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long wallMicros() {
        var now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
      }
    };
  }
}
