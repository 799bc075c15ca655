package io.arxos.driver.senml;

import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import java.time.Instant;

/// A resolved record of a pack.
///
/// @param name base name and name; not by the rules only where the value says so
/// @param unit as the registry of SenML writes it; empty when the pack does not say
/// @param value with the origin's time when the pack says one
/// @param time of the measurement; when the pack says none, when the pack was received
/// @param relative the time was counted from the reception: it is worth nothing when the pack was
///   kept by a broker
public record SenmlRecord(String name, String unit, Reading value, Instant time, boolean relative) {
  /// The value with what the transport says about its message; a time that is not worth anything is
  /// left out.
  public Reading value(Origin transport) {
    boolean timeless = relative && transport.retained();
    var origin =
        new Origin(
            timeless ? null : value.origin().time(),
            transport.sequence(),
            transport.retained(),
            transport.repeat());
    return switch (value) {
      case Reading.Good(var good, _) -> new Reading.Good(good, origin);
      case Reading.Bad(var kind, var reason, _) -> new Reading.Bad(kind, reason, origin);
    };
  }
}
