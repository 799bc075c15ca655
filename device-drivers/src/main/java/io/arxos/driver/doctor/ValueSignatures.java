package io.arxos.driver.doctor;

import io.arxos.driver.Unit;
import io.arxos.driver.Unit.Quantity;
import io.arxos.driver.Units;
import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.doctor.PointRecord.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the values of points say about their declaration and their sensors.
final class ValueSignatures {
  private static final int READINGS_MIN = 3;
  private static final int STUCK_READINGS_MIN = 30;
  private static final long STUCK_MICROS_MIN = Duration.ofMinutes(10).toNanos() / 1_000;
  private static final int TURNS_MIN = 3;

  /// What devices put into a register when no sensor is there: the ends of 16 bits, plain and in
  /// tenths and hundredths, and DS18B20's −127.
  private static final List<Double> NO_SENSOR =
      List.of(
          -127.0, 32767.0, -32768.0, 65535.0, 3276.7, -3276.8, 6553.5, 327.67, -327.68, 655.35,
          -9999.0, 9999.0, -999.0, -999.9, 32764.0, 3276.4);

  private ValueSignatures() {}

  static List<Finding> of(List<PointRecord> points) {
    var findings = new ArrayList<Finding>();
    var alive = new HashMap<String, Integer>();
    for (PointRecord point : points) {
      if (point.seen().size() >= STUCK_READINGS_MIN && !still(point)) {
        alive.merge(point.id().equipment(), 1, Integer::sum);
      }
    }
    for (PointRecord point : points) {
      if (point.seen().size() < READINGS_MIN) {
        continue;
      }
      noSensor(point)
          .or(() -> slip(point))
          .or(() -> twoCounters(point))
          .or(() -> stuck(point, alive))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> noSensor(PointRecord point) {
    double value = point.seen().getLast().value();
    boolean measured =
        Plausibility.of(point)
            .map(it -> !it.possible(value, point.unit()))
            .orElse(point.unit().quantity() == Quantity.TEMPERATURE);
    return still(point) && measured && NO_SENSOR.contains(value)
        ? Optional.of(
            finding(
                Signature.NO_SENSOR,
                point,
                "is exactly %s, which devices say when no sensor is connected or it is broken."
                    .formatted(WordOrderSignature.shown(value))))
        : Optional.empty();
  }

  /// Values that are impossible as declared and usual in another unit, or by a power of ten.
  private static Optional<Finding> slip(PointRecord point) {
    Plausibility known = Plausibility.of(point).orElse(null);
    if (known == null
        || point.seen().stream().anyMatch(it -> known.possible(it.value(), point.unit()))) {
      return Optional.empty();
    }
    var units = new ArrayList<Candidate>();
    if (point.unit().quantity() == Quantity.TEMPERATURE) {
      for (String code : List.of("Cel", "[degF]", "K")) {
        Unit other = Units.find(code).orElseThrow();
        if (!other.code().equals(point.unit().code())) {
          units.add(new Candidate(other, 1));
        }
      }
    }
    List<Candidate> scales =
        known.factors().stream().map(factor -> new Candidate(point.unit(), factor)).toList();
    return best(point, known, units)
        .or(() -> best(point, known, scales))
        .map(it -> slip(point, it));
  }

  private static Optional<Candidate> best(
      PointRecord point, Plausibility known, List<Candidate> candidates) {
    double last = point.seen().getLast().value();
    return candidates.stream()
        .filter(it -> point.seen().stream().allMatch(seen -> it.usual(known, seen)))
        .min(Comparator.comparingDouble(it -> known.distance(last * it.factor(), it.unit())));
  }

  /// Another way to read a point.
  ///
  /// @param factor true = read × factor
  private record Candidate(Unit unit, double factor) {
    boolean usual(Plausibility known, Seen seen) {
      return known.usual(seen.value() * factor, unit);
    }
  }

  private static Finding slip(PointRecord point, Candidate candidate) {
    double last = point.seen().getLast().value();
    String as = WordOrderSignature.shown(last);
    if (candidate.factor() == 1) {
      return finding(
          Signature.UNIT_SLIP,
          point,
          "says %s, declared %s; that is impossible for a %s, and usual in %s: the unit of the device is declared wrong."
              .formatted(as, point.unit().symbol(), spoken(point), candidate.unit().symbol()));
    }
    boolean less = candidate.factor() < 1;
    long times = Math.round(less ? 1 / candidate.factor() : candidate.factor());
    return finding(
        Signature.SCALE_SLIP,
        point,
        "says %s %s, which is impossible for a %s; %s times %s would be usual: its scale is declared wrong."
            .formatted(as, point.unit().symbol(), spoken(point), times, less ? "less" : "more"));
  }

  /// A counter that goes back and forth is two counters, each of which only grows.
  private static Optional<Finding> twoCounters(PointRecord point) {
    Quantity quantity = point.unit().quantity();
    if (quantity != Quantity.ENERGY && quantity != Quantity.VOLUME) {
      return Optional.empty();
    }
    List<Seen> seen = point.seen();
    int falls = 0;
    int jumps = 0;
    double low = seen.stream().mapToDouble(Seen::value).min().orElse(0);
    double high = seen.stream().mapToDouble(Seen::value).max().orElse(0);
    double middle = (low + high) / 2;
    double[] lastOf = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < seen.size(); i++) {
      double value = seen.get(i).value();
      int track = value > middle ? 1 : 0;
      if (value < lastOf[track]) {
        return Optional.empty();
      }
      lastOf[track] = value;
      if (i > 0 && value < middle && seen.get(i - 1).value() > middle) {
        falls++;
      }
      if (i > 0 && value > middle && seen.get(i - 1).value() < middle) {
        jumps++;
      }
    }
    return falls >= TURNS_MIN && jumps >= TURNS_MIN
        ? Optional.of(
            finding(
                Signature.TWO_DEVICES_AS_ONE,
                point,
                "jumps between two counts, %s and %s, each of which only grows: two devices answer as one. Give one of them another address."
                    .formatted(
                        WordOrderSignature.shown(lastOf[0]), WordOrderSignature.shown(lastOf[1]))))
        : Optional.empty();
  }

  /// A measurement in steps of its resolution moves; one that does not, while its neighbours do, is
  /// held by something.
  private static Optional<Finding> stuck(PointRecord point, Map<String, Integer> alive) {
    boolean measures =
        point.brickClass().endsWith("_Sensor")
            && Plausibility.of(point).isPresent()
            && point.seen().getLast().value() != 0;
    return measures
            && point.seen().size() >= STUCK_READINGS_MIN
            && point.spanMicros() >= STUCK_MICROS_MIN
            && still(point)
            && alive.getOrDefault(point.id().equipment(), 0) > 0
        ? Optional.of(
            finding(
                Signature.STUCK_VALUE,
                point,
                "has been exactly %s %s for %d min while its neighbours move: the value is stuck."
                    .formatted(
                        WordOrderSignature.shown(point.seen().getLast().value()),
                        point.unit().symbol(),
                        point.spanMicros() / 60_000_000)))
        : Optional.empty();
  }

  private static boolean still(PointRecord point) {
    double first = point.seen().getFirst().value();
    return point.seen().stream().allMatch(it -> it.value() == first);
  }

  private static String spoken(PointRecord point) {
    return point.brickClass().replace('_', ' ');
  }

  private static Finding finding(Signature signature, PointRecord point, String words) {
    return new Finding(signature, point.id().path(), point.id() + " " + words);
  }
}
