package io.arxos.driver.mqtt.dialect;

import io.arxos.driver.Discovered;
import java.util.List;

/// What a dialect makes of one message.
public sealed interface Heard {
  /// Not of this dialect: another may understand it.
  record NotMine() implements Heard {}

  /// Understood.
  ///
  /// @param devices new ones, and known ones of which more is known now, each with all its points;
  ///   empty when the message says nothing new about any device (a plain value, for instance)
  record Understood(List<Discovered> devices) implements Heard {}

  /// Of this dialect, and wrong.
  ///
  /// @param reason for people, without changing parts
  record Wrong(String reason) implements Heard {}
}
