package io.arxos.cloud.fleet;

import java.util.Locale;

/// Something about a gateway's identity or its disk that a person must look at.
///
/// @param incarnation 32 hexadecimal digits: the process start that it is about
/// @param detail for people
public record Notice(String gateway, Kind kind, String incarnation, String detail, long raisedUs) {

  /// What it is about.
  public enum Kind {
    /// Two machines are connected with one identity; neither gets commands until one is chosen.
    CLONED,
    /// The card was put back to an older state, re-flashed or copied.
    ROLLED_BACK,
    /// The disk had said that it had synced what it then did not have.
    DISK_LOST_DATA;

    /// The word on the outside.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The inverse of [#word].
    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
