package io.arxos.driver.mqtt.dialect;

import java.util.List;

/// What devices of one kind say about themselves. Keeps what it has heard, within a limit; for one
/// thread.
public interface Dialect {
  /// As in `--profile`: `homeassistant`, `tasmota`, …
  String name();

  /// Topic filters that its messages match; wildcards are allowed.
  List<String> filters();

  /// Takes the next message. Never throws, whatever the bytes.
  Heard hear(MqttMessage message);
}
