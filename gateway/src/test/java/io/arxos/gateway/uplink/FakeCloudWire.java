package io.arxos.gateway.uplink;

import io.arxos.block.BlockCodec;
import io.arxos.edge.v1.Ack;
import io.arxos.edge.v1.Block;
import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.Hello;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.arxos.edge.v1.Welcome;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A cloud behind a real listener that welcomes everybody, acknowledges every block, and keeps what
/// it was told.
final class FakeCloudWire extends GatewaySyncGrpc.GatewaySyncImplBase implements AutoCloseable {
  final BlockingQueue<SyncRequest> heard = new LinkedBlockingQueue<>();
  volatile boolean acknowledges = true;
  private final AtomicLong sessions = new AtomicLong();
  private final Server server;
  private volatile @Nullable StreamObserver<SyncResponse> down;

  FakeCloudWire(Path certificate, Path key, Path ca, int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .sslContext(
                GrpcSslContexts.forServer(certificate.toFile(), key.toFile())
                    .trustManager(ca.toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .build())
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .addService(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  long session() {
    return sessions.get();
  }

  void say(SyncResponse message) {
    StreamObserver<SyncResponse> to = down;
    if (to == null) {
      throw new IllegalStateException("nobody is connected");
    }
    to.onNext(message);
  }

  /// The next message of a kind, others skipped.
  SyncRequest await(SyncRequest.MessageCase kind) throws InterruptedException {
    while (true) {
      SyncRequest message = heard.poll(30, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no " + kind + " within 30 s");
      }
      if (message.getMessageCase() == kind) {
        return message;
      }
    }
  }

  @Override
  public StreamObserver<SyncRequest> sync(StreamObserver<SyncResponse> responses) {
    down = responses;
    return new StreamObserver<>() {
      @Override
      public void onNext(SyncRequest message) {
        heard.add(message);
        if (message.hasHello()) {
          responses.onNext(welcome(message.getHello()));
        } else if (message.hasBlock() && acknowledges) {
          responses.onNext(ack(message.getBlock()));
        }
      }

      @Override
      public void onError(Throwable error) {
        // The gateway has gone.
      }

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }

  private SyncResponse welcome(Hello hello) {
    return SyncResponse.newBuilder()
        .setWelcome(
            Welcome.newBuilder()
                .setSession(sessions.incrementAndGet())
                .setCreditBytes(1 << 20)
                .setSendModel(!hello.getModelHash().isEmpty())
                .setSafeIsCommitted(true))
        .build();
  }

  private SyncResponse ack(Block block) {
    return SyncResponse.newBuilder()
        .setAck(
            Ack.newBuilder()
                .setIncarnation(block.getIncarnation())
                .setLane(block.getLane())
                .setCommitted(block.getLast())
                .setSafe(block.getLast())
                .setSession(sessions.get()))
        .build();
  }

  static long last(Block block) throws Exception {
    return BlockCodec.check(block.getPayload().toByteArray()).last();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
  }
}
