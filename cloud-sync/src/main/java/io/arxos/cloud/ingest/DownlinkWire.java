package io.arxos.cloud.ingest;

import com.google.protobuf.ByteString;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/// Speaks to one gateway in the words of the wire.
final class DownlinkWire implements Downlink {
  private static final int EXECUTE_WITHIN_MILLIS = 30_000;

  private final StreamObserver<SyncResponse> down;
  private boolean ended;

  DownlinkWire(StreamObserver<SyncResponse> down) {
    this.down = down;
  }

  @Override
  public void welcome(Downlink.Welcome welcome) {
    var message =
        io.arxos.edge.v1.Welcome.newBuilder()
            .setSession(welcome.session())
            .setDbGeneration(welcome.generation())
            .setCreditBytes(welcome.creditBytes())
            .setSendModel(welcome.sendModel())
            .setBlocksPerMessage(Session.BLOCKS_PER_MESSAGE)
            .setSafeIsCommitted(welcome.safeIsCommitted());
    for (var p : welcome.positions()) {
      message.addPositions(
          io.arxos.edge.v1.Position.newBuilder()
              .setIncarnation(incarnation(p.lane()))
              .setLane(lane(p.lane()))
              .setNextExpected(p.next())
              .setSafe(p.safe()));
    }
    send(SyncResponse.newBuilder().setWelcome(message).build());
  }

  @Override
  public void notNow(long retryAfterMillis, String why) {
    send(
        SyncResponse.newBuilder()
            .setWelcome(
                io.arxos.edge.v1.Welcome.newBuilder()
                    .setRetryAfterMs((int) retryAfterMillis)
                    .setRetryReason(why))
            .build());
    close(Status.UNAVAILABLE.withDescription(why));
  }

  @Override
  public void ack(Downlink.Ack ack) {
    send(
        SyncResponse.newBuilder()
            .setAck(
                io.arxos.edge.v1.Ack.newBuilder()
                    .setIncarnation(incarnation(ack.lane()))
                    .setLane(lane(ack.lane()))
                    .setCommitted(ack.committed())
                    .setSafe(ack.safe())
                    .setSession(ack.session())
                    .setCreditBytes(ack.creditBytes()))
            .build());
  }

  @Override
  public void nack(Downlink.Nack nack) {
    send(
        SyncResponse.newBuilder()
            .setNack(
                io.arxos.edge.v1.Nack.newBuilder()
                    .setIncarnation(incarnation(nack.lane()))
                    .setLane(lane(nack.lane()))
                    .setNext(nack.next())
                    .setSession(nack.session())
                    .setReason(nack.reason()))
            .build());
  }

  @Override
  public void command(Command.Order order, long session) {
    var message =
        io.arxos.edge.v1.Command.newBuilder()
            .setId(order.id())
            .setPoint(order.point())
            .setLevel(order.level())
            .setIssuer(order.issuer())
            .setReason(order.reason())
            .setExecuteWithinMs(EXECUTE_WITHIN_MILLIS)
            .setLeaseMs(order.leaseMs())
            .setSession(session);
    if (order.value() != null) {
      message.setValue(StateWire.value(order.value()));
    }
    send(SyncResponse.newBuilder().setCommand(message).build());
  }

  @Override
  public void interest(Audience.Watched watched) {
    var interest =
        io.arxos.edge.v1.Interest.newBuilder().setAll(watched.all()).addAllPoints(watched.points());
    send(SyncResponse.newBuilder().setInterest(interest).build());
  }

  @Override
  public void end(End end) {
    close(
        switch (end) {
          case End.Again(String why) -> Status.UNAVAILABLE.withDescription(why);
          case End.Broken(String why) -> Status.INVALID_ARGUMENT.withDescription(why);
          case End.Replaced() ->
              Status.ABORTED.withDescription("a newer session of this gateway has begun");
        });
  }

  private synchronized void send(SyncResponse message) {
    if (!ended) {
      down.onNext(message);
    }
  }

  private synchronized void close(Status why) {
    if (!ended) {
      ended = true;
      down.onError(why.asRuntimeException());
    }
  }

  /// The gateway has ended the stream properly.
  synchronized void complete() {
    if (!ended) {
      ended = true;
      down.onCompleted();
    }
  }

  private static ByteString incarnation(LaneKey lane) {
    return ByteString.copyFrom(lane.incarnation().bytes());
  }

  private static Lane lane(LaneKey lane) {
    return lane.lane() == LaneKey.ALARM ? Lane.LANE_ALARM : Lane.LANE_TELEMETRY;
  }
}
