package io.arxos.cloud.rpc;

import com.google.protobuf.ByteString;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.live.Bell;
import io.arxos.cloud.live.Delivery;
import io.arxos.cloud.live.LiveSample;
import io.arxos.cloud.live.Subscription;
import io.arxos.edge.v1.Backfilled;
import io.arxos.edge.v1.CaughtUp;
import io.arxos.edge.v1.Gap;
import io.arxos.edge.v1.Heartbeat;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.Samples;
import io.arxos.edge.v1.SubscribeResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One service's subscription, on a thread that may wait for it.
final class StreamCallWire {
  static final long HEARTBEAT_US = 5_000_000;
  private static final Duration WAIT_MAX = Duration.ofSeconds(1);

  private final String building;
  private final Fleet fleet;
  private final InstantSource clock;
  private final Bell bell;
  private final ServerCallStreamObserver<SubscribeResponse> out;
  private long beatUs;

  StreamCallWire(
      String building,
      Fleet fleet,
      InstantSource clock,
      Bell bell,
      ServerCallStreamObserver<SubscribeResponse> out) {
    this.building = building;
    this.fleet = fleet;
    this.clock = clock;
    this.bell = bell;
    this.out = out;
  }

  /// Runs until the caller is gone. It pulls only when the caller can take more: what it cannot
  /// take stays in the log.
  void run(Subscription subscription) throws SQLException, InterruptedException {
    while (!out.isCancelled()) {
      if (!out.isReady()) {
        bell.await(WAIT_MAX);
        continue;
      }
      List<Delivery> deliveries = subscription.next();
      String cursor = deliveries.isEmpty() ? "" : subscription.cursor();
      for (int i = 0; i < deliveries.size(); i++) {
        // Whoever breaks off in the middle goes on from before: a repeat, never a loss.
        boolean last = i == deliveries.size() - 1;
        out.onNext(message(deliveries.get(i)).setCursor(last ? cursor : "").build());
      }
      heartbeat(subscription);
      if (deliveries.isEmpty()) {
        bell.await(WAIT_MAX);
      }
    }
  }

  private void heartbeat(Subscription subscription) throws SQLException {
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    if (nowUs - beatUs < HEARTBEAT_US) {
      return;
    }
    beatUs = nowUs;
    Heartbeat.Builder beat = Heartbeat.newBuilder().setTimeUs(nowUs);
    for (GatewayState gateway : fleet.gateways()) {
      if (building.equals(gateway.building())) {
        beat.putCompleteUntilUs(gateway.id(), gateway.completeUntilUs());
      }
    }
    out.onNext(
        SubscribeResponse.newBuilder().setCursor(subscription.cursor()).setHeartbeat(beat).build());
  }

  private static SubscribeResponse.Builder message(Delivery delivery) {
    SubscribeResponse.Builder message = SubscribeResponse.newBuilder();
    return switch (delivery) {
      case Delivery.Latest(String gateway, var samples) ->
          message.setSamples(samples(samples).setGateway(gateway).setLatest(true));
      case Delivery.Unstored(String gateway, var values) ->
          message.setSamples(samples(values).setGateway(gateway).setLatest(true).setUnstored(true));
      case Delivery.Samples(var lane, long ingestedUs, var samples) ->
          message.setSamples(
              samples(samples)
                  .setGateway(lane.gateway())
                  .setIncarnation(ByteString.copyFrom(HexFormat.of().parseHex(lane.incarnation())))
                  .setLane(lane(lane.number()))
                  .setIngestedUs(ingestedUs));
      case Delivery.Gap gap ->
          message.setGap(
              Gap.newBuilder()
                  .setGateway(gap.gateway())
                  .setFromUs(gap.fromUs())
                  .setToUs(gap.toUs())
                  .setReason(gap.reason())
                  .setWillBackfill(gap.willBackfill()));
      case Delivery.Backfilled(String gateway, long fromUs, long toUs) ->
          message.setBackfilled(
              Backfilled.newBuilder().setGateway(gateway).setFromUs(fromUs).setToUs(toUs));
      case Delivery.CaughtUp() -> message.setCaughtUp(CaughtUp.getDefaultInstance());
    };
  }

  private static Samples.Builder samples(List<LiveSample> samples) {
    Samples.Builder wire = Samples.newBuilder();
    samples.forEach(sample -> wire.addSamples(SampleWire.of(sample)));
    return wire;
  }

  private static Lane lane(int number) {
    @Nullable Lane lane = Lane.forNumber(number);
    return lane == null ? Lane.LANE_UNSPECIFIED : lane;
  }
}
