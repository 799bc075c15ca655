package io.arxos.driver.mqtt.homeassistant;

/// An announcement that is wrong; never leaves the package.
final class Rejection extends Exception {
  private static final long serialVersionUID = 1;

  Rejection(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
