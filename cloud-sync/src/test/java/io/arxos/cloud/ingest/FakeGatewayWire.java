package io.arxos.cloud.ingest;

import com.google.protobuf.ByteString;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.Await;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.GapRecord;
import io.arxos.edge.v1.GatewayStatus;
import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.IncarnationRange;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.LaneRange;
import io.arxos.edge.v1.Live;
import io.arxos.edge.v1.Point;
import io.arxos.edge.v1.Sample;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.edge.v1.Welcome;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A gateway's end of the stream, which does exactly what a test says.
final class FakeGatewayWire implements StreamObserver<SyncResponse> {
  private final List<SyncResponse> heard = new CopyOnWriteArrayList<>();
  private final StreamObserver<SyncRequest> up;
  private volatile @Nullable Status ended;
  private long session;

  FakeGatewayWire(ManagedChannel channel) {
    up = GatewaySyncGrpc.newStub(channel).sync(this);
  }

  @Override
  public void onNext(SyncResponse response) {
    heard.add(response);
  }

  @Override
  public void onError(Throwable why) {
    ended = Status.fromThrowable(why);
  }

  @Override
  public void onCompleted() {
    ended = Status.OK;
  }

  Welcome hello(LaneKey... lanes) throws Exception {
    return hello(BlockCodec.VERSION, lanes);
  }

  Welcome hello(int codecVersion, LaneKey... lanes) throws Exception {
    var hello = Hello.newBuilder().setCodecVersion(codecVersion).setLastPage(true);
    for (var lane : lanes) {
      hello.setCurrent(bytes(lane));
      hello.addIncarnations(
          IncarnationRange.newBuilder().setIncarnation(bytes(lane)).setStartedUs(Blocks.START_US));
    }
    send(SyncRequest.newBuilder().setHello(hello).build());
    var welcome = await("Welcome", SyncResponse::hasWelcome).getWelcome();
    session = welcome.getSession();
    return welcome;
  }

  Welcome helloOf(LaneKey current, LaneKey parent) throws Exception {
    return helloOf(current, parent, 0);
  }

  /// A start whose card says where its parent ended.
  Welcome helloOf(LaneKey current, LaneKey parent, long parentLast) throws Exception {
    var child =
        IncarnationRange.newBuilder()
            .setIncarnation(bytes(current))
            .setParent(bytes(parent))
            .setParentLastTelemetry(parentLast)
            .setStartedUs(Blocks.START_US);
    var own = IncarnationRange.newBuilder().setIncarnation(bytes(parent));
    own.addLanes(
        LaneRange.newBuilder().setLane(Lane.LANE_TELEMETRY).setFirst(1).setLast(parentLast));
    var hello = Hello.newBuilder().setCodecVersion(BlockCodec.VERSION).setLastPage(true);
    hello.setCurrent(bytes(current)).addIncarnations(own).addIncarnations(child);
    send(SyncRequest.newBuilder().setHello(hello).build());
    var welcome = await("Welcome", SyncResponse::hasWelcome).getWelcome();
    session = welcome.getSession();
    return welcome;
  }

  void live(String point, double value) {
    var sample = Sample.newBuilder().setPoint(point).setStatus(io.arxos.edge.v1.Status.STATUS_OK);
    sample.getValueBuilder().setNumber(value);
    send(
        SyncRequest.newBuilder()
            .setLive(Live.newBuilder().addValues(sample).setSession(session))
            .build());
  }

  void status() {
    send(SyncRequest.newBuilder().setStatus(GatewayStatus.getDefaultInstance()).build());
  }

  void model(String building, String... points) {
    var model = SiteModel.newBuilder().setBuilding(building).setName(building).setZone("UTC");
    for (var point : points) {
      model.addPoints(Point.newBuilder().setPath(point).setReportWithinMs(10_000));
    }
    send(SyncRequest.newBuilder().setModel(model).build());
  }

  void samples(LaneKey lane, String point, long first, long last) {
    block(lane, first, last, Blocks.payload(point, first, last));
  }

  void block(LaneKey lane, long first, long last, byte[] payload) {
    send(
        SyncRequest.newBuilder()
            .setBlock(
                Block.newBuilder()
                    .setIncarnation(bytes(lane))
                    .setLane(Lane.LANE_TELEMETRY)
                    .setFirst(first)
                    .setLast(last)
                    .setPayload(ByteString.copyFrom(payload))
                    .setSession(session))
            .build());
  }

  /// Blocks of ten samples each, in one message.
  void several(LaneKey lane, String point, long first, int blocks) {
    send(message(lane, first, blocks, Blocks.payloads(point, first, blocks)));
  }

  SyncRequest message(LaneKey lane, long first, int blocks, List<byte[]> payloads) {
    var block =
        Block.newBuilder()
            .setIncarnation(bytes(lane))
            .setLane(Lane.LANE_TELEMETRY)
            .setFirst(first)
            .setLast(first + 10L * blocks - 1)
            .setPayload(ByteString.copyFrom(payloads.getFirst()))
            .setSession(session);
    payloads.stream().skip(1).forEach(more -> block.addMore(ByteString.copyFrom(more)));
    return SyncRequest.newBuilder().setBlock(block).build();
  }

  void gap(LaneKey lane, long first, long last, String reason) {
    send(
        SyncRequest.newBuilder()
            .setGap(
                GapRecord.newBuilder()
                    .setIncarnation(bytes(lane))
                    .setLane(Lane.LANE_TELEMETRY)
                    .setFirst(first)
                    .setLast(last)
                    .setReason(reason)
                    .setSession(session))
            .build());
  }

  void send(SyncRequest request) {
    up.onNext(request);
  }

  void leave() {
    up.onCompleted();
  }

  SyncResponse await(String what, Predicate<SyncResponse> wanted) throws Exception {
    Await.until(what, () -> heard.stream().anyMatch(wanted));
    return heard.stream().filter(wanted).findFirst().orElseThrow();
  }

  void awaitAck(long committed) throws Exception {
    await("Ack " + committed, said -> said.hasAck() && said.getAck().getCommitted() == committed);
  }

  Status awaitEnd() throws Exception {
    Await.until("the stream ends", () -> ended != null);
    var status = ended;
    return status == null ? Status.UNKNOWN : status;
  }

  boolean live() {
    return ended == null;
  }

  boolean heard(long committed) {
    var last = heard.isEmpty() ? null : heard.getLast();
    return last != null && last.hasAck() && last.getAck().getCommitted() >= committed;
  }

  long nacks() {
    return heard.stream().filter(SyncResponse::hasNack).count();
  }

  private static ByteString bytes(LaneKey lane) {
    return ByteString.copyFrom(lane.incarnation().bytes());
  }
}
