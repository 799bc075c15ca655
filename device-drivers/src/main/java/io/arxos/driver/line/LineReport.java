package io.arxos.driver.line;

import java.util.List;

/// A line and the devices on it, up to now.
///
/// @param name what is shared, such as `127.0.0.1:502` or `ssl://broker:8883`
/// @param medium whether several devices share its wires, or a connection is to one alone
/// @param devices in the order in which they were first met
public record LineReport(String name, Medium medium, List<DeviceReport> devices) {
  /// What a line is.
  public enum Medium {
    /// One pair of wires for many, with one of them speaking at a time.
    BUS,
    /// A connection to one device.
    LINK,
    /// A broker that knows its clients by name.
    BROKER
  }

  public LineReport {
    devices = List.copyOf(devices);
  }
}
