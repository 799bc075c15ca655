package io.arxos.driver;

import java.util.List;

/// What a point of a strange device is taken for.
///
/// @param unit UCUM code of what the device speaks; empty when it is not known
/// @param brickClass without prefix, such as `Zone_Air_Temperature_Sensor`; empty when it is not
///   known
/// @param confidence 0 to 1
/// @param reasons for people, the strongest first, such as `device_class temperature`
public record Meaning(String unit, String brickClass, double confidence, List<String> reasons) {
  public static final Meaning UNKNOWN = new Meaning("", "", 0, List.of());

  public Meaning {
    reasons = List.copyOf(reasons);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence);
    }
    if (!unit.isEmpty() && Units.find(unit).isEmpty()) {
      throw new IllegalArgumentException(unit + " is not a unit; " + Units.suggestion(unit));
    }
  }
}
