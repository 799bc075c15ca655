package io.arxos.gateway.uplink;

import com.google.protobuf.ByteString;
import io.arxos.edge.v1.Command;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.edge.v1.Welcome;
import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Messages of the cloud as our own words. What a newer cloud says and we do not know is skipped.
final class DownWire {
  private static final Duration EXECUTE_WITHIN = Duration.ofSeconds(30);
  private static final Duration EXECUTE_WITHIN_MAX = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofHours(4);
  private static final Duration LEASE_MAX = Duration.ofDays(7);

  private DownWire() {}

  static Optional<Down> of(SyncResponse response) {
    return switch (response.getMessageCase()) {
      case WELCOME -> Optional.of(welcome(response.getWelcome()));
      case INTEREST -> {
        var interest = response.getInterest();
        yield Optional.of(
            new Down.Interest(interest.getAll(), Set.copyOf(interest.getPointsList())));
      }
      case ACK -> {
        var ack = response.getAck();
        yield place(ack.getIncarnation(), ack.getLane())
            .map(place -> position(place, ack.getCommitted() + 1, ack.getSafe()))
            .map(position -> new Down.Ack(position, ack.getSession(), ack.getCreditBytes()));
      }
      case NACK -> {
        var nack = response.getNack();
        yield place(nack.getIncarnation(), nack.getLane())
            .map(place ->
                new Down.Nack(
                    place.incarnation(),
                    place.lane(),
                    nack.getNext(),
                    nack.getSession(),
                    nack.getReason()));
      }
      case COMMAND -> command(response.getCommand());
      case MESSAGE_NOT_SET -> Optional.empty();
    };
  }

  private record Place(IncarnationId incarnation, Lane lane) {}

  private static Down welcome(Welcome welcome) {
    if (welcome.getRetryAfterMs() != 0) {
      long millis = Integer.toUnsignedLong(welcome.getRetryAfterMs());
      return new Down.NotNow(millis, welcome.getRetryReason());
    }
    List<Down.Position> positions =
        welcome.getPositionsList().stream()
            .map(one ->
                place(one.getIncarnation(), one.getLane())
                    .map(place -> position(place, one.getNextExpected(), one.getSafe())))
            .flatMap(Optional::stream)
            .toList();
    return new Down.Welcome(
        welcome.getSession(),
        positions,
        welcome.getCreditBytes(),
        welcome.getBlocksPerMessage(),
        welcome.getSendModel(),
        welcome.getSafeIsCommitted());
  }

  private static Down.Position position(Place place, long nextExpected, long safe) {
    return new Down.Position(place.incarnation(), place.lane(), nextExpected, safe);
  }

  private static Optional<Place> place(ByteString incarnation, io.arxos.edge.v1.Lane lane) {
    if (incarnation.size() != IncarnationId.BYTES) {
      return Optional.empty();
    }
    var id = IncarnationId.of(incarnation.toByteArray());
    return switch (lane) {
      case LANE_ALARM -> Optional.of(new Place(id, Lane.ALARM));
      case LANE_TELEMETRY -> Optional.of(new Place(id, Lane.TELEMETRY));
      case LANE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Optional<Down> command(Command command) {
    var value = command.hasValue() ? ValueWire.back(command.getValue()) : null;
    if (command.hasValue() && value == null) {
      return Optional.empty(); // never take a broken value for "give the level back"
    }
    var request =
        new CommandRequest(
            command.getId(),
            command.getPoint(),
            value,
            command.getLevel(),
            command.getIssuer(),
            command.getReason(),
            limited(
                Integer.toUnsignedLong(command.getExecuteWithinMs()),
                EXECUTE_WITHIN,
                EXECUTE_WITHIN_MAX),
            limited(command.getLeaseMs(), LEASE, LEASE_MAX));
    return Optional.of(new Down.Command(request, command.getSession()));
  }

  /// 0 is the default; what is longer than allowed is cut.
  private static Duration limited(long millis, Duration otherwise, Duration max) {
    if (millis == 0) {
      return otherwise;
    }
    return millis < 0 || millis > max.toMillis() ? max : Duration.ofMillis(millis);
  }
}
