package io.arxos.bench;

import com.google.protobuf.ByteString;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.IncarnationRange;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.stage.Load;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What the uplink is compared with: 50 samples go, and the next 50 when the cloud has acknowledged
/// them, over a link of 20 ms, against the same cloud.
final class StopAndWaitWire implements StreamObserver<SyncResponse> {
  static final int SAMPLES = 50;
  static final int LATENCY_MILLIS = 20;
  static final String BUILDING = "bench-2";
  private static final int ANSWER_SECONDS_MAX = 30;

  private final BlockingQueue<SyncResponse> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ByteString incarnation;
  private long session;
  private long next = 1;

  StopAndWaitWire() {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    incarnation = ByteString.copyFrom(id);
  }

  /// @return samples per second
  double run(int port, Path keys, int seconds) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(keys.resolve("ca.pem").toFile())
                    .keyManager(
                        keys.resolve("certificate.pem").toFile(), keys.resolve("key.pem").toFile())
                    .build())
            .build();
    try {
      StreamObserver<SyncRequest> up = GatewaySyncGrpc.newStub(channel).sync(this);
      greet(up);
      long begin = System.nanoTime();
      long end = begin + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < end) {
        roundTrip(up);
      }
      return (next - 1) / ((System.nanoTime() - begin) / 1e9);
    } finally {
      channel.shutdownNow();
    }
  }

  private void greet(StreamObserver<SyncRequest> up) throws InterruptedException {
    var hello = Hello.newBuilder().setCodecVersion(BlockCodec.VERSION).setLastPage(true);
    hello.setCurrent(incarnation);
    hello.addIncarnations(IncarnationRange.newBuilder().setIncarnation(incarnation));
    up.onNext(SyncRequest.newBuilder().setHello(hello).build());
    session = answer(SyncResponse.MessageCase.WELCOME).getWelcome().getSession();
    var model = SiteModel.newBuilder().setBuilding(BUILDING).setName(BUILDING).setZone("UTC");
    up.onNext(SyncRequest.newBuilder().setModel(model).build());
  }

  private void roundTrip(StreamObserver<SyncRequest> up) throws InterruptedException {
    long last = next + SAMPLES - 1;
    var columns = new Columns();
    for (long sequence = next; sequence <= last; sequence++) {
      long micros = Load.nowMicros();
      var stamp = new Columns.Stamp(BUILDING + "/load/p", micros, micros, 1, "");
      columns.addNumber(stamp, sequence % 100);
    }
    never.await(LATENCY_MILLIS, TimeUnit.MILLISECONDS);
    up.onNext(
        SyncRequest.newBuilder()
            .setBlock(
                Block.newBuilder()
                    .setIncarnation(incarnation)
                    .setLane(Lane.LANE_TELEMETRY)
                    .setFirst(next)
                    .setLast(last)
                    .setPayload(ByteString.copyFrom(BlockCodec.encode(next, columns)))
                    .setSession(session))
            .build());
    while (answer(SyncResponse.MessageCase.ACK).getAck().getCommitted() < last) {
      // An acknowledgement of what came before.
    }
    next = last + 1;
  }

  private SyncResponse answer(SyncResponse.MessageCase wanted) throws InterruptedException {
    while (true) {
      SyncResponse response = heard.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (response == null) {
        throw new IllegalStateException("the cloud does not answer");
      }
      if (response.getMessageCase() == wanted) {
        return response;
      }
    }
  }

  @Override
  public void onNext(SyncResponse response) {
    heard.add(response);
  }

  @Override
  public void onError(Throwable why) {
    System.err.println("bench: stop-and-wait ended: " + why.getMessage());
  }

  @Override
  public void onCompleted() {
    // The answer that does not come says it.
  }
}
