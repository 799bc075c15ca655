package io.arxos.cloud;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.TlsFiles;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.rpc.RpcServer;
import io.grpc.BindableService;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The listener for gateways and services.
final class Back {
  private Back() {}

  /// Reads the certificates, before anything is started for nothing.
  static SslContext certificates(CloudConfig config, Instant now) throws StartFailure {
    try {
      return files(config).server(now);
    } catch (AccessProblem e) {
      throw StartFailure.of(e);
    }
  }

  private static TlsFiles files(CloudConfig config) throws StartFailure {
    Path ca = config.grpc().ca();
    Path certificate = config.grpc().certificate();
    Path key = config.grpc().key();
    if (ca != null && certificate != null && key != null) {
      return new TlsFiles(ca, certificate, key);
    }
    TlsFiles made = TlsFiles.in(DataFolder.keys(config.data()));
    if (!Files.exists(made.certificate())) {
      throw new StartFailure(
          StartFailure.CONFIGURATION,
          "there is no certificate in %s; make one with: arxos cloud ca init --data %s"
              .formatted(DataFolder.keys(config.data()), config.data()));
    }
    return made;
  }

  static RpcServer listen(CloudConfig.Grpc grpc, SslContext tls, List<BindableService> services)
      throws StartFailure {
    try {
      return RpcServer.listen(new InetSocketAddress(grpc.host(), grpc.port()), tls, services);
    } catch (IOException e) {
      throw StartFailure.ofListener(e, grpc.host(), grpc.port(), "grpc.port");
    }
  }
}
