package io.arxos.driver.modbus.map;

import io.arxos.driver.modbus.register.Register;
import java.util.List;
import java.util.Optional;

/// All that is known of a kind of device.
///
/// @param id such as `eastron-sdm630`
/// @param source the document that it was made from
/// @param points with different names
/// @param fingerprints how to know the device; every one must fit
public record RegisterMap(
    String id,
    String vendor,
    String model,
    String source,
    List<MapPoint> points,
    List<Fingerprint> fingerprints) {
  /// A map holds no more points than this.
  public static final int POINTS_MAX = 5_000;

  /// A register whose value tells the device.
  ///
  /// @param values texts of the value, any of which fits; empty when any value does
  public record Fingerprint(Register register, List<String> values) {
    public Fingerprint {
      values = List.copyOf(values);
    }
  }

  public RegisterMap {
    points = List.copyOf(points);
    fingerprints = List.copyOf(fingerprints);
  }

  public Optional<MapPoint> point(String name) {
    return points.stream().filter(point -> point.name().equals(name)).findFirst();
  }
}
