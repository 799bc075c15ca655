package io.arxos.driver;

/// What a driver delivers for one point: a value, or why there is none. A failed read is a value,
/// never an exception.
public sealed interface Reading {
  Origin origin();

  /// @param value in the unit that the device speaks; only the sampler converts
  record Good(Value value, Origin origin) implements Reading {}

  /// @param kind what the status of the point becomes
  /// @param reason for people and for counting: short, without changing parts such as times or
  ///   numbers
  record Bad(Kind kind, String reason, Origin origin) implements Reading {}

  /// Why there is no value.
  enum Kind {
    /// The device, or the way to it, does not answer.
    DOWN,
    /// The device answers, and what it says is an error or makes no sense.
    FAULT
  }

  static Reading good(Value value) {
    return new Good(value, Origin.NONE);
  }

  static Reading down(String reason) {
    return new Bad(Kind.DOWN, reason, Origin.NONE);
  }

  static Reading fault(String reason) {
    return new Bad(Kind.FAULT, reason, Origin.NONE);
  }
}
