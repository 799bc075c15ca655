package io.arxos.driver.mqtt;

import org.jspecify.annotations.Nullable;

/// The broker, or the way to it, did not do what was asked.
final class BrokerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean versionRefused;

  /// @param reason without changing parts
  /// @param versionRefused the broker does not speak this version of MQTT
  BrokerException(String reason, boolean versionRefused, @Nullable Throwable cause) {
    super(reason, cause);
    this.versionRefused = versionRefused;
  }

  boolean versionRefused() {
    return versionRefused;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
