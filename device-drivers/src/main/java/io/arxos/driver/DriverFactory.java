package io.arxos.driver;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Makes the drivers of one protocol. Adding a protocol is a package with a factory and a line in
/// the gateway's list.
public interface DriverFactory {
  /// As in the site file: `mqtt`, `coap`, `modbus`, `gpio`.
  String protocol();

  /// Checks configuration without touching a device; every problem is reported through the
  /// settings, with its line. Returns a driver that is not yet open. The driver is not used when a
  /// problem was reported.
  Driver create(Settings driver, List<PointBinding> points);

  /// Whether the device sends such a point by itself, so that nobody asks for it.
  default boolean unasked(Settings address) {
    return false;
  }

  /// Asks everybody on the networks of this machine who speaks the protocol, for at most `limit`:
  /// the URLs of those that answer. Called only when a person has asked for it.
  default List<String> everybody(Duration limit) throws InterruptedException {
    return List.of();
  }

  /// Where such a point comes from, for people, such as `Modbus unit 3, holding 100`.
  default String source(Settings address) {
    return protocol().toUpperCase(Locale.ROOT)
        + address.keys().stream()
            .map(key -> " " + key + " " + address.shown(key))
            .collect(Collectors.joining(","));
  }
}
