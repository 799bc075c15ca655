package io.arxos.driver.doctor;

import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.doctor.PointRecord.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the times that devices send with their values say about their clocks. Times that are late
/// by changing amounts are a buffer's, not a clock's; only what is constant, ahead, or growing
/// steadily is said.
final class ClockSignatures {
  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");
  private static final int READINGS_MIN = 3;
  private static final int TREND_MIN = 8;
  private static final double AHEAD_SECONDS = 10;
  private static final double BEHIND_SECONDS = 180;
  private static final double SPREAD_SECONDS = 10;

  /// 500 ppm: a crystal is ten times better.
  private static final double DRIFT_MIN = 5e-4;

  private static final double DRIFT_SECONDS = 3;
  private static final double QUARTER = Duration.ofMinutes(15).toSeconds();
  private static final double ZONE_SLACK_SECONDS = 60;
  private static final double ZONE_MAX_SECONDS = Duration.ofHours(14).toSeconds();

  private ClockSignatures() {}

  /// One finding for each equipment: its points share a clock.
  static List<Finding> of(List<PointRecord> points) {
    Map<String, Finding> byEquipment = new LinkedHashMap<>();
    for (PointRecord point : points) {
      List<Seen> timed = point.seen().stream().filter(it -> it.sourceTime() != null).toList();
      String equipment = point.id().equipment();
      if (timed.size() >= READINGS_MIN && !byEquipment.containsKey(equipment)) {
        verdict(timed)
            .ifPresent(words ->
                byEquipment.put(
                    equipment,
                    new Finding(
                        Signature.DEVICE_CLOCK_WRONG,
                        equipment,
                        "%s: the clock of the device is wrong: %s".formatted(equipment, words))));
      }
    }
    return new ArrayList<>(byEquipment.values());
  }

  private static Optional<String> verdict(List<Seen> timed) {
    if (timed.stream().allMatch(it -> time(it).isBefore(EARLIEST))) {
      return Optional.of(
          "it says %s, so it was never set. Give it a time server."
              .formatted(time(timed.getLast()).toString().substring(0, 10)));
    }
    double[] ahead = timed.stream().mapToDouble(ClockSignatures::ahead).toArray();
    Optional<String> drift = drift(timed, ahead);
    if (drift.isPresent()) {
      return drift;
    }
    double[] sorted = ahead.clone();
    java.util.Arrays.sort(sorted);
    double spread = sorted[sorted.length - 1] - sorted[0];
    double median = sorted[sorted.length / 2];
    boolean moves = timed.stream().map(ClockSignatures::time).distinct().count() >= READINGS_MIN;
    if (spread > SPREAD_SECONDS || !moves || (median < AHEAD_SECONDS && median > -BEHIND_SECONDS)) {
      return Optional.empty();
    }
    return Optional.of(isZone(median) ? zone(median) : constant(median));
  }

  /// A line laid through the offsets, when they lie on one.
  private static Optional<String> drift(List<Seen> timed, double[] ahead) {
    double[] at =
        timed.stream()
            .mapToDouble(it -> (it.wallMicros() - timed.getFirst().wallMicros()) / 1e6)
            .toArray();
    double span = at[at.length - 1];
    if (timed.size() < TREND_MIN || span <= 0) {
      return Optional.empty();
    }
    double meanAt = mean(at);
    double meanAhead = mean(ahead);
    double both = 0;
    double squares = 0;
    for (int i = 0; i < at.length; i++) {
      both += (at[i] - meanAt) * (ahead[i] - meanAhead);
      squares += (at[i] - meanAt) * (at[i] - meanAt);
    }
    double slope = both / squares;
    double worst = 0;
    for (int i = 0; i < at.length; i++) {
      worst = Math.max(worst, Math.abs(ahead[i] - meanAhead - slope * (at[i] - meanAt)));
    }
    double moved = Math.abs(slope) * span;
    // A slope of -1 is a time that stands still: the time of the last change, which is no clock.
    boolean clock = slope > -0.5 && slope < 0.5;
    return clock && Math.abs(slope) >= DRIFT_MIN && moved >= DRIFT_SECONDS && worst < moved / 4
        ? Optional.of(
            "it %s %.1f s per hour. Give it a time server."
                .formatted(slope > 0 ? "gains" : "loses", Math.abs(slope) * 3_600))
        : Optional.empty();
  }

  private static boolean isZone(double seconds) {
    double size = Math.abs(seconds);
    double quarters = Math.rint(size / QUARTER);
    return quarters >= 2
        && size <= ZONE_MAX_SECONDS
        && Math.abs(size - quarters * QUARTER) <= ZONE_SLACK_SECONDS;
  }

  private static String zone(double seconds) {
    double hours = Math.rint(Math.abs(seconds) / QUARTER) / 4;
    return "it is %s h %s: it sends local time as if it were UTC, or has the wrong zone."
        .formatted(WordOrderSignature.shown(hours), seconds > 0 ? "ahead" : "behind");
  }

  private static String constant(double seconds) {
    long whole = Math.round(Math.abs(seconds));
    String amount =
        whole < 120
            ? whole + " s"
            : whole < 7_200
                ? whole / 60 + " min"
                : whole < 172_800 ? whole / 3_600 + " h" : whole / 86_400 + " days";
    return "it is %s %s. Give it a time server."
        .formatted(amount, seconds > 0 ? "ahead" : "behind");
  }

  private static double mean(double[] numbers) {
    return java.util.Arrays.stream(numbers).average().orElse(0);
  }

  /// Seconds that the device's time is ahead of ours.
  private static double ahead(Seen seen) {
    Instant time = time(seen);
    return time.getEpochSecond() + time.getNano() / 1e9 - seen.wallMicros() / 1e6;
  }

  private static Instant time(Seen seen) {
    Instant time = seen.sourceTime();
    return time == null ? Instant.EPOCH : time;
  }
}
