package io.arxos.driver;

import io.arxos.driver.line.LineReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One connection to one kind of device. Made by a [DriverFactory] with its points; replaced when
/// they change.
///
/// `read`, `write` and `discover` may block: they are called on virtual threads. `read` and `write`
/// may be called concurrently; a driver serialises what its line cannot carry at once.
public interface Driver extends AutoCloseable {
  /// Starts the connection and returns; it need not be established. Data that arrives unasked goes
  /// to the sink.
  void open(ReadingSink sink) throws DriverException;

  /// Reads points now. Every asked point is in the answer: unknown points are `Bad(FAULT, "unknown
  /// point")`, points of a silent device `Bad(DOWN, …)`. Points that only ever arrive unasked
  /// (MQTT) answer with the last reading, or `Bad(DOWN, "never seen")`.
  Map<PointId, Reading> read(Set<PointId> points) throws InterruptedException;

  /// Writes one value, given in the unit that the device speaks.
  WriteResult write(PointId point, Value value) throws InterruptedException;

  /// Looks for devices and points nobody has configured, for at most `limit`. Works before `open`
  /// too: whoever only looks must not take a running gateway's place at a broker or a pin.
  List<Discovered> discover(Duration limit) throws InterruptedException;

  /// What happened on its lines since it was opened; safe for any thread, at any time.
  default List<LineReport> lines() {
    return List.of();
  }

  /// Harmless when called twice, or before `open`.
  @Override
  void close();
}
