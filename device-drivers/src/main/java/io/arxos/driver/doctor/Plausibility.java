package io.arxos.driver.doctor;

import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.List;
import java.util.Optional;

/// Which values a kind of point can have, and which it usually has.
///
/// @param unit of all its bands
/// @param possible outside it something is wrong
/// @param usual where nearly every such point in nearly every building is
/// @param factors by which makers and installers slip for such a value: true = read × factor
record Plausibility(Unit unit, Band possible, List<Band> usual, List<Double> factors) {
  /// A closed interval.
  record Band(double low, double high) {
    boolean contains(double value) {
      return value >= low && value <= high;
    }
  }

  /// A row of the table.
  ///
  /// @param words of which a class must contain one
  private record Row(List<String> words, Plausibility plausibility) {}

  private static final List<Double> TENS = List.of(0.1, 0.01, 10.0, 100.0);

  /// The first row that fits counts. Room: comfort, with frost protection and heat waves possible.
  /// Water and air of plants: design temperatures of EN 12831 and of usual chillers, widened.
  private static final List<Row> ROWS =
      List.of(
          temperature(List.of("Outside_Air", "Outdoor"), new Band(-60, 58), new Band(-35, 45)),
          temperature(
              List.of("Zone_Air", "Room", "Indoor", "Operative"),
              new Band(3, 50),
              new Band(12, 32)),
          temperature(List.of("Chilled_Water"), new Band(-15, 40), new Band(3, 20)),
          temperature(List.of("Hot_Water", "Heating"), new Band(5, 130), new Band(20, 95)),
          temperature(
              List.of("Supply_Air", "Discharge_Air", "Return_Air", "Mixed_Air", "Exhaust_Air"),
              new Band(-40, 90),
              new Band(5, 45)),
          temperature(List.of("Temperature"), new Band(-100, 400), new Band(-30, 120)),
          row(
              List.of("Humidity"),
              new Plausibility(unit("%"), new Band(1.5, 105), List.of(new Band(10, 98)), TENS)),
          row(
              List.of("CO2"),
              new Plausibility(
                  unit("[ppm]"), new Band(250, 20_000), List.of(new Band(380, 3_000)), TENS)),
          row(
              List.of("Power_Factor"),
              new Plausibility(
                  unit("1"),
                  new Band(-1.001, 1.001),
                  List.of(new Band(-1, -0.2), new Band(0.2, 1)),
                  List.of(0.01, 0.001))),
          row(
              List.of("Frequency"),
              new Plausibility(
                  unit("Hz"),
                  new Band(0, 450),
                  List.of(new Band(49, 51), new Band(59, 61)),
                  List.of(0.1, 0.01, 0.001))),
          row(
              List.of("Voltage"),
              new Plausibility(
                  unit("V"),
                  new Band(-1_000, 1_000),
                  List.of(new Band(105, 130), new Band(207, 253), new Band(370, 430)),
                  List.of(0.1))));

  /// What is known of points of a class that are measured in a unit; empty when nothing is.
  static Optional<Plausibility> of(PointRecord point) {
    return ROWS.stream()
        .filter(row -> point.unit().convertsTo(row.plausibility().unit()))
        .filter(row -> row.words().stream().anyMatch(point.brickClass()::contains))
        .map(Row::plausibility)
        .findFirst();
  }

  boolean possible(double value, Unit in) {
    return Double.isFinite(value) && possible.contains(in.convert(value, unit));
  }

  boolean usual(double value, Unit in) {
    double converted = in.convert(value, unit);
    return usual.stream().anyMatch(band -> band.contains(converted));
  }

  /// How far a value is from the middle of what is usual, 0 in the middle, 1 at the edge.
  double distance(double value, Unit in) {
    double converted = in.convert(value, unit);
    return usual.stream()
        .mapToDouble(band ->
            Math.abs(converted - (band.low() + band.high()) / 2) / ((band.high() - band.low()) / 2))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Row temperature(List<String> words, Band possible, Band usual) {
    var plausibility = new Plausibility(unit("Cel"), possible, List.of(usual), TENS);
    return new Row(words, plausibility);
  }

  private static Row row(List<String> words, Plausibility plausibility) {
    return new Row(words, plausibility);
  }

  private static Unit unit(String code) {
    return Units.find(code).orElseThrow();
  }
}
