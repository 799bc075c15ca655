package io.arxos.cloud.fleet;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A write of one level of a point, or its return, and what has become of it.
///
/// @param value null gives the level back
/// @param level BACnet priority, 1..16
/// @param state the newest step's
/// @param steps in order of time
public record Command(Order order, State state, String detail, long createdUs, List<Step> steps) {

  /// What is asked for.
  ///
  /// @param id chosen by the issuer; a repeated id returns the first result
  /// @param value null gives the level back
  /// @param level BACnet priority, 1..16
  /// @param leaseMs how long the level is held
  public record Order(
      String id,
      String gateway,
      String point,
      @Nullable PointValue value,
      int level,
      String issuer,
      String reason,
      long leaseMs) {}

  public record Step(State state, long atUs, String detail) {}

  /// How far it has come.
  public enum State {
    PENDING,
    ACCEPTED,
    APPLIED,
    VERIFIED,
    APPLIED_UNVERIFIABLE,
    EXPIRED,
    REFUSED;

    /// The word on the outside: lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The inverse of [#word].
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
