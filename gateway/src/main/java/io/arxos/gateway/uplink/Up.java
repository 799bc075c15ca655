package io.arxos.gateway.uplink;

import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.sampling.ProcessImage.Current;
import java.util.List;

/// What the gateway says to the cloud.
sealed interface Up {
  /// What the journal holds.
  ///
  /// @param held at most 1,000 incarnations, oldest first
  /// @param modelHash SHA-256 of the model
  record Hello(
      List<Held> held,
      IncarnationId current,
      double hoursLeft,
      String softwareVersion,
      byte[] modelHash,
      boolean lastPage)
      implements Up {}

  /// Where a block or gap belongs.
  record Place(IncarnationId incarnation, Lane lane, long first, long last, long session) {}

  /// Consecutive blocks of one lane.
  ///
  /// @param place from the first sequence of the first to the last of the last
  record Block(Place place, List<byte[]> payloads) implements Up {
    Block(Place place, byte[] payload) {
      this(place, List.of(payload));
    }
  }

  /// Will never arrive.
  ///
  /// @param span of what is gone
  record Gap(Place place, String reason, Span span) implements Up {}

  /// UTC, both inclusive; 0 where it is not known.
  record Span(long fromMicros, long toMicros) {
    static final Span UNKNOWN = new Span(0, 0);
  }

  /// The newest of points that somebody watches; never a sample.
  record Live(List<Current> values, long session) implements Up {}

  record Result(CommandUpdate update) implements Up {}

  record Status(GatewayFacts facts, JournalFacts journal, long wallMicros) implements Up {}

  /// @param alarm samples not yet committed
  /// @param telemetry samples not yet committed
  record JournalFacts(
      Backlog alarm, Backlog telemetry, long bytes, double hoursLeft, double samplesPerSecond) {}

  record InHand(List<Hold> holds) implements Up {}

  record Model(SiteModelMessage model) implements Up {}
}
