package io.arxos.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.arxos.block.BlockCodec;
import io.arxos.edge.v1.Ack;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.IncarnationRange;
import io.arxos.edge.v1.Lane;
import io.arxos.edge.v1.SiteModel;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The sending end of a gateway and nothing else: what it sends is made before. Keeps to the credit
/// that it is given, and notes how long each message waits for its acknowledgement.
final class IngestGatewayWire implements StreamObserver<SyncResponse>, AutoCloseable {
  static final String ID = "bench-3";
  private static final long WAIT_SECONDS_MAX = 120;

  private final ManagedChannel channel;
  private final StreamObserver<SyncRequest> up;
  private final ByteString incarnation;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private final List<Double> waits = new ArrayList<>();
  private long session;
  private long creditBytes;
  private long inFlightBytes;
  private String ended = "";

  private record Sent(long last, int bytes, long atNanos) {}

  IngestGatewayWire(int port, Path keys, int points) throws Exception {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    incarnation = ByteString.copyFrom(id);
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(keys.resolve("ca.pem").toFile())
                    .keyManager(
                        keys.resolve("certificate.pem").toFile(), keys.resolve("key.pem").toFile())
                    .build())
            .build();
    up = GatewaySyncGrpc.newStub(channel).sync(this);
    var hello = Hello.newBuilder().setCodecVersion(BlockCodec.VERSION).setLastPage(true);
    hello.setCurrent(incarnation);
    hello.addIncarnations(IncarnationRange.newBuilder().setIncarnation(incarnation));
    up.onNext(SyncRequest.newBuilder().setHello(hello).build());
    awaitRoom(0);
    up.onNext(
        SyncRequest.newBuilder()
            .setModel(SiteModel.parseFrom(SyncModelWire.of(ID, points)))
            .build());
  }

  /// Sends consecutive blocks as one message, as soon as the credit allows.
  void send(long first, long last, List<byte[]> blocks) throws InterruptedException {
    int bytes = blocks.stream().mapToInt(block -> block.length).sum();
    awaitRoom(bytes);
    var message =
        Block.newBuilder()
            .setIncarnation(incarnation)
            .setLane(Lane.LANE_TELEMETRY)
            .setFirst(first)
            .setLast(last)
            .setSession(session)
            .setPayload(UnsafeByteOperations.unsafeWrap(blocks.getFirst()));
    for (byte[] more : blocks.subList(1, blocks.size())) {
      message.addMore(UnsafeByteOperations.unsafeWrap(more));
    }
    synchronized (this) {
      inFlight.add(new Sent(last, bytes, System.nanoTime()));
      inFlightBytes += bytes;
    }
    up.onNext(SyncRequest.newBuilder().setBlock(message).build());
  }

  private synchronized void awaitRoom(int bytes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    while (session == 0 || !inFlight.isEmpty() && inFlightBytes + bytes > creditBytes) {
      rest(end);
    }
  }

  /// Until everything that was sent is acknowledged.
  synchronized void awaitAll() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    while (!inFlight.isEmpty()) {
      rest(end);
    }
  }

  private void rest(long endNanos) throws InterruptedException {
    if (!ended.isEmpty() || System.nanoTime() - endNanos > 0) {
      throw new IllegalStateException("the cloud does not answer: " + ended);
    }
    wait(100);
  }

  /// Takes the waits noted so far, in milliseconds, smallest first, and begins anew.
  synchronized List<Double> takeWaits() {
    var sorted = waits.stream().sorted().toList();
    waits.clear();
    return sorted;
  }

  @Override
  public synchronized void onNext(SyncResponse response) {
    switch (response.getMessageCase()) {
      case WELCOME -> {
        session = response.getWelcome().getSession();
        creditBytes = response.getWelcome().getCreditBytes();
      }
      case ACK -> acknowledged(response.getAck());
      case NACK -> ended = "refused: " + response.getNack();
      default -> {
        // nothing that a bench needs
      }
    }
    notifyAll();
  }

  private void acknowledged(Ack ack) {
    long now = System.nanoTime();
    if (ack.getCreditBytes() > 0) {
      creditBytes = ack.getCreditBytes();
    }
    while (!inFlight.isEmpty() && inFlight.getFirst().last() <= ack.getCommitted()) {
      var sent = inFlight.removeFirst();
      inFlightBytes -= sent.bytes();
      waits.add((now - sent.atNanos()) / 1e6);
    }
  }

  @Override
  public synchronized void onError(Throwable why) {
    ended = String.valueOf(why.getMessage());
    notifyAll();
  }

  @Override
  public synchronized void onCompleted() {
    ended = "it has ended the stream";
    notifyAll();
  }

  @Override
  public void close() {
    up.onCompleted();
    channel.shutdownNow();
  }
}
