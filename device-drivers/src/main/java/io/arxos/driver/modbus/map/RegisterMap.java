package io.arxos.driver.modbus.map;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
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
  /// @param begins how a text begins; may be empty
  /// @param between lowest and highest number that fits; empty for any
  public record Fingerprint(
      Register register, List<String> values, String begins, List<Double> between) {
    public Fingerprint {
      values = List.copyOf(values);
      between = List.copyOf(between);
    }

    /// Whether it is a value that only this device has, and not one that is merely plausible.
    public boolean certain() {
      return !values.isEmpty() || !begins.isEmpty();
    }

    public boolean fits(Reading reading) {
      if (!(reading instanceof Reading.Good good)) {
        return false;
      }
      Value value = good.value();
      String text =
          switch (value) {
            case Value.Text(String said) -> said;
            case Value.Int(long number) -> Long.toString(number);
            case Value.Num(double number) -> Double.toString(number);
            case Value.Bool(boolean bit) -> Boolean.toString(bit);
          };
      double number = value.number();
      return (values.isEmpty() || values.contains(text))
          && text.startsWith(begins)
          && (between.size() != 2 || (between.get(0) <= number && number <= between.get(1)));
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
