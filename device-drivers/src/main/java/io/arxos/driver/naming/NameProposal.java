package io.arxos.driver.naming;

import io.arxos.driver.Meaning;
import java.util.List;

/// What a vendor's name of a point is taken for.
///
/// @param meaning unit and class; the unit is the usual one where the device says none
/// @param kind what the point is for
/// @param equipment segment of the path, such as `ahu-2`; empty when the name says none
/// @param equipmentClass Brick class of it; empty when the name says none
/// @param system discipline of it, such as `hvac`
/// @param point segment of the path, such as `supply-air-temperature-setpoint`
public record NameProposal(
    Meaning meaning,
    Kind kind,
    String equipment,
    String equipmentClass,
    String system,
    String point) {
  /// What a point is for.
  public enum Kind {
    SENSOR,
    SETPOINT,
    COMMAND,
    STATUS,
    ALARM
  }

  /// 0 to 1.
  public double confidence() {
    return meaning.confidence();
  }

  /// For people, the strongest first.
  public List<String> reasons() {
    return meaning.reasons();
  }
}
