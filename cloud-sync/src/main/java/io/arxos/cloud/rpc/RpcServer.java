package io.arxos.cloud.rpc;

import io.arxos.cloud.access.PeerGate;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The gRPC listener: mutual TLS, the gate that knows each peer, health and reflection.
public final class RpcServer implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 4 << 20;
  private static final long PING_SECONDS = 10;
  private static final long SILENT_SECONDS_MAX = 10;
  private static final long PING_SECONDS_MIN = 5;
  private static final long STOP_SECONDS_MAX = 3;

  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;

  private RpcServer(InetSocketAddress address, SslContext tls, List<BindableService> services)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .sslContext(tls)
            .intercept(new PeerGate())
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            // A peer that does not answer is dead 20 s after it was last heard.
            .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(SILENT_SECONDS_MAX, TimeUnit.SECONDS)
            .permitKeepAliveTime(PING_SECONDS_MIN, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    services.forEach(builder::addService);
    server = builder.build().start();
  }

  /// @param address port 0: any free one
  /// @throws IOException when the port is in use or the address is not of this machine
  public static RpcServer listen(
      InetSocketAddress address, SslContext tls, List<BindableService> services)
      throws IOException {
    return new RpcServer(address, tls, services);
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        server.shutdownNow().awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
