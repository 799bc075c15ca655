package io.arxos.gateway.uplink;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Mutual TLS 1.3. The files are read anew each time, so that a renewed certificate needs no
/// restart.
final class TlsChannels implements Channels {
  // A dead link is noticed after their sum at the latest.
  private static final long PING_SECONDS = 10;
  private static final long PONG_SECONDS_MAX = 8;
  private static final int MESSAGE_BYTES_MAX = 4 << 20;

  private final UplinkConfig config;

  TlsChannels(UplinkConfig config) {
    this.config = config;
  }

  @Override
  public ManagedChannel open() throws IOException {
    return NettyChannelBuilder.forAddress(config.host(), config.port())
        .sslContext(tls())
        .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(PONG_SECONDS_MAX, TimeUnit.SECONDS)
        .maxInboundMessageSize(MESSAGE_BYTES_MAX)
        .disableRetry()
        .build();
  }

  @Override
  public String address() {
    return config.address();
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
}
