package io.arxos.driver.doctor;

import io.arxos.driver.doctor.Finding.Signature;
import io.arxos.driver.line.DeviceReport;
import io.arxos.driver.line.DeviceReport.SessionEnd;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the way a broker ends our connections says.
final class SessionSignatures {
  private static final int ENDS_MIN = 3;
  private static final int TAKEN_MIN = 2;

  /// A connection that fails for another reason seldom does so this soon, and again.
  private static final long SOON_NANOS = Duration.ofSeconds(40).toNanos();

  private SessionSignatures() {}

  static List<Finding> of(LineReport line) {
    return line.medium() == Medium.BROKER
        ? line.devices().stream().flatMap(device -> duplicate(device).stream()).toList()
        : List.of();
  }

  private static Optional<Finding> duplicate(DeviceReport broker) {
    if (broker.of(Trouble.TAKEN_OVER) >= TAKEN_MIN) {
      return Optional.of(
          finding(
              broker,
              "%s: the broker says that another client took our session, %d times: somebody else uses our client-id. Give each client its own."
                  .formatted(broker.name(), broker.of(Trouble.TAKEN_OVER))));
    }
    // MQTT 3.1.1 has no reason code: the connection just ends, soon after each CONNECT.
    List<SessionEnd> ends = broker.sessions();
    List<SessionEnd> last = ends.subList(Math.max(0, ends.size() - ENDS_MIN), ends.size());
    boolean soon =
        last.size() == ENDS_MIN
            && last.stream()
                .allMatch(it -> it.trouble() == Trouble.LOST && it.lastedNanos() < SOON_NANOS);
    return soon
        ? Optional.of(
            finding(
                broker,
                "%s: the broker accepts us and ends the connection soon after, again and again (%d times): most likely another client uses our client-id. Give each client its own."
                    .formatted(broker.name(), ends.size())))
        : Optional.empty();
  }

  private static Finding finding(DeviceReport broker, String sentence) {
    return new Finding(Signature.DUPLICATE_CLIENT_ID, broker.name(), sentence);
  }
}
