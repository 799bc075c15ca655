package io.arxos.gateway.uplink;

import io.arxos.edge.v1.GatewaySyncGrpc;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections by gRPC with mutual TLS 1.3. Each has its own channel, and the files are read anew
/// each time, so that a renewed certificate needs no restart.
final class GrpcLinkWire implements Link.Connector {
  // A dead link is noticed after their sum at the latest.
  private static final long PING_SECONDS = 10;
  private static final long PONG_SECONDS_MAX = 8;
  private static final int MESSAGE_BYTES_MAX = 4 << 20;

  private final UplinkConfig config;

  GrpcLinkWire(UplinkConfig config) {
    this.config = config;
  }

  @Override
  public Link connect(Link.Listener listener) {
    SslContext tls;
    try {
      tls = tls();
    } catch (IOException | IllegalArgumentException e) {
      listener.closed(LinkErrors.ofFiles(e));
      return new Nowhere();
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(config.host(), config.port())
            .sslContext(tls)
            .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(PONG_SECONDS_MAX, TimeUnit.SECONDS)
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .disableRetry()
            .build();
    var stream = new Stream(channel, listener, config.address());
    GatewaySyncGrpc.newStub(channel).sync(stream);
    return stream;
  }

  @Override
  public void close() {
    // Nothing is shared.
  }

  private SslContext tls() throws IOException {
    for (Path file : new Path[] {config.ca(), config.certificate(), config.key()}) {
      if (!Files.isReadable(file)) {
        throw new IOException("cannot read " + file);
      }
    }
    return GrpcSslContexts.forClient()
        .trustManager(config.ca().toFile())
        .keyManager(config.certificate().toFile(), config.key().toFile())
        .protocols("TLSv1.3")
        .build();
  }

  /// One call on its own channel.
  private static final class Stream
      implements Link, ClientResponseObserver<SyncRequest, SyncResponse> {
    private final ManagedChannel channel;
    private final Listener listener;
    private final String address;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ClientCallStreamObserver<SyncRequest> out;

    @SuppressWarnings("NullAway.Init") // gRPC calls beforeStart before anything else
    Stream(ManagedChannel channel, Listener listener, String address) {
      this.channel = channel;
      this.listener = listener;
      this.address = address;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SyncRequest> requests) {
      out = requests;
      requests.setOnReadyHandler(listener::writable);
    }

    @Override
    public boolean ready() {
      return !ended.get() && out.isReady();
    }

    @Override
    public void send(Up message) {
      if (!ended.get()) {
        out.onNext(UpWire.of(message));
      }
    }

    @Override
    public void close(String because) {
      if (ended.compareAndSet(false, true)) {
        out.cancel(because, null);
      }
      channel.shutdownNow();
    }

    @Override
    public void onNext(SyncResponse response) {
      DownWire.of(response).ifPresent(listener::received);
    }

    @Override
    public void onError(Throwable error) {
      end(LinkErrors.of(error, address));
    }

    @Override
    public void onCompleted() {
      end("the cloud ended the connection");
    }

    private void end(String because) {
      if (ended.compareAndSet(false, true)) {
        channel.shutdownNow();
        listener.closed(because);
      }
    }
  }

  /// A connection that never came to be.
  private static final class Nowhere implements Link {
    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public void send(Up message) {
      // Nobody hears it.
    }

    @Override
    public void close(String because) {
      // Never open.
    }
  }
}
