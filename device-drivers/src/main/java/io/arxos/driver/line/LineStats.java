package io.arxos.driver.line;

import io.arxos.driver.line.LineReport.Medium;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what happens on one line. Any thread.
///
/// ```java
/// DeviceStats device = stats.device("unit-id 3"); // once, and kept
/// device.asked();
/// device.answered(nanos);                         // or: device.failed(Trouble.SILENCE, nanos)
/// ```
public final class LineStats {
  /// Beyond these, devices are counted together under [#REST]: a scan must not fill the memory.
  public static final int DEVICES_MAX = 300;

  public static final String REST = "further devices";

  private final String line;
  private final Medium medium;
  private final Map<String, DeviceStats> devices = new ConcurrentHashMap<>();
  private final AtomicInteger met = new AtomicInteger();

  public LineStats(String line, Medium medium) {
    this.line = line;
    this.medium = medium;
  }

  /// The counters of a device, the same ones each time.
  ///
  /// @param name in the site file's words, such as `unit-id 3`
  public DeviceStats device(String name) {
    DeviceStats known = devices.get(name);
    if (known != null) {
      return known;
    }
    String counted = devices.size() < DEVICES_MAX ? name : REST;
    return devices.computeIfAbsent(counted, it -> new DeviceStats(it, met.getAndIncrement()));
  }

  public LineReport report() {
    return new LineReport(
        line,
        medium,
        devices.values().stream()
            .sorted(Comparator.comparingInt(DeviceStats::order))
            .map(DeviceStats::report)
            .toList());
  }
}
