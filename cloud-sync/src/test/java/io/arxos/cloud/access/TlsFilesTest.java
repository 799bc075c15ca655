package io.arxos.cloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real handshakes over a real listener.
class TlsFilesTest {
  private final Instant now = Instant.now();
  @TempDir Path folder;
  private Path keys;
  private Server server;

  @BeforeEach
  void listen() throws Exception {
    keys = folder.resolve("keys");
    Authority.init(keys, now);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(TlsFiles.in(keys).server(now))
            .intercept(new PeerGate())
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
  }

  @Test
  void gatewayOfThisAuthorityIsLetIn() throws Exception {
    Path out = folder.resolve("gateway");
    Authority.open(keys).gateway("hofgarten-1", out, now);
    assertEquals(ServingStatus.SERVING, check(out, "TLSv1.3"));
  }

  @Test
  void otherAuthorityIsNotTrusted() throws Exception {
    Path other = folder.resolve("other");
    Authority.init(other, now);
    Path out = folder.resolve("gateway");
    Authority.open(other).gateway("hofgarten-1", out, now);
    Files.copy(
        keys.resolve("ca.pem"),
        out.resolve("ca.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertUnavailable(out, "TLSv1.3");
  }

  @Test
  void expiredCertificateIsNotLetIn() throws Exception {
    Path out = folder.resolve("gateway");
    Authority.open(keys).gateway("hofgarten-1", out, now.minus(Duration.ofDays(1_000)));
    assertUnavailable(out, "TLSv1.3");
  }

  @Test
  void certificateWithoutOurNameIsToldSo() throws Exception {
    Path out = folder.resolve("stranger");
    Files.createDirectories(out);
    var ca =
        new CertificateMaker.Pair(
            Pem.certificates(keys.resolve("ca.pem")).getFirst(),
            Pem.key(keys.resolve("ca-key.pem")));
    var leaf =
        CertificateMaker.leaf(
            ca,
            "stranger",
            List.of(new GeneralName(GeneralName.dNSName, "stranger.example")),
            CertificateMaker.Validity.of(now, Duration.ofDays(1)));
    Files.write(out.resolve("certificate.pem"), Pem.text(leaf.certificate()));
    Files.write(out.resolve("key.pem"), Pem.text(leaf.key()));
    Files.copy(keys.resolve("ca.pem"), out.resolve("ca.pem"));
    var refused = assertThrows(StatusRuntimeException.class, () -> check(out, "TLSv1.3"));
    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    Path out = folder.resolve("gateway");
    Authority.open(keys).gateway("hofgarten-1", out, now);
    assertUnavailable(out, "TLSv1.2");
  }

  @Test
  void startSaysWhatIsWrongWithTheFiles() throws Exception {
    TlsFiles good = TlsFiles.in(keys);
    Path out = folder.resolve("gateway");
    Authority.open(keys).gateway("a", out, now);
    Path other = folder.resolve("other");
    Authority.init(other, now);
    Path text = Files.writeString(folder.resolve("text"), "hello");

    assertSays(
        "is not the key of", new TlsFiles(good.ca(), good.certificate(), out.resolve("key.pem")));
    assertSays(
        "was not signed by", new TlsFiles(other.resolve("ca.pem"), good.certificate(), good.key()));
    assertSays("holds no certificate", new TlsFiles(good.ca(), text, good.key()));
    assertSays("holds no private key", new TlsFiles(good.ca(), good.certificate(), text));
    assertSays(
        "there is no file", new TlsFiles(folder.resolve("no"), good.certificate(), good.key()));
    var late = assertThrows(AccessProblem.class, () -> good.server(now.plus(Duration.ofDays(900))));
    assertTrue(late.line().contains("expired on"), late.line());
  }

  private void assertSays(String words, TlsFiles files) {
    var problem = assertThrows(AccessProblem.class, () -> files.server(now));
    assertTrue(problem.line().contains(words), problem.line());
  }

  private void assertUnavailable(Path client, String protocol) {
    var refused = assertThrows(StatusRuntimeException.class, () -> check(client, protocol));
    assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
  }

  private ServingStatus check(Path client, String protocol) throws Exception {
    var context =
        GrpcSslContexts.configure(
                SslContextBuilder.forClient()
                    .trustManager(client.resolve("ca.pem").toFile())
                    .keyManager(
                        client.resolve("certificate.pem").toFile(),
                        client.resolve("key.pem").toFile())
                    .protocols(protocol),
                SslProvider.JDK)
            .build();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", server.getPort()).sslContext(context).build();
    try {
      return HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(30, TimeUnit.SECONDS)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    } finally {
      channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    }
  }
}
