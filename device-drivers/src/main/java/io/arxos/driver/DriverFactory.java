package io.arxos.driver;

import java.util.List;

/// Makes the drivers of one protocol. Adding a protocol is a package with a factory and a line in
/// the gateway's list.
public interface DriverFactory {
  /// As in the site file: `mqtt`, `coap`, `modbus`, `gpio`.
  String protocol();

  /// Checks configuration without touching a device; every problem is reported through the
  /// settings, with its line. Returns a driver that is not yet open. The driver is not used when a
  /// problem was reported.
  Driver create(Settings driver, List<PointBinding> points);
}
