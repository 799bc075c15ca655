package io.arxos.cloud.ingest;

import io.arxos.cloud.access.Peer;
import io.arxos.cloud.access.PeerGate;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A server on loopback that believes a header where the real one reads a certificate.
final class SyncServer implements AutoCloseable {
  private static final Metadata.Key<String> ID =
      Metadata.Key.of("test-gateway", Metadata.ASCII_STRING_MARSHALLER);

  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
  private final Server server;

  SyncServer(BindableService service) throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .intercept(new Believer())
            .addService(service)
            .build()
            .start();
  }

  ManagedChannel channel(String gateway) {
    var headers = new Metadata();
    headers.put(ID, gateway);
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Believer implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var peer = new Peer.Gateway(String.valueOf(headers.get(ID)));
      return Contexts.interceptCall(
          Context.current().withValue(PeerGate.PEER, peer), call, headers, next);
    }
  }
}
