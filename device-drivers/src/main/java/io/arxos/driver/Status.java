package io.arxos.driver;

/// How much a point's value can be trusted (Project Haystack's `curStatus`, as Haxall uses it).
public enum Status {
  OK,
  /// Not reported for longer than it should have been; never merely "unchanged".
  STALE,
  /// The device, or the way to it, does not answer.
  DOWN,
  /// The device answers, and the value is an error or out of range.
  FAULT,
  DISABLED,
  /// Nothing has been read yet.
  UNKNOWN
}
