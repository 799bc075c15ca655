package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.DriverException;
import io.arxos.driver.Settings;
import io.arxos.driver.coap.oscore.Keys;
import io.arxos.driver.coap.oscore.Oscore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.SslContextUtil;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.jspecify.annotations.Nullable;

/// How datagrams are protected. Files are read when the driver opens.
sealed interface Security {
  /// Not at all.
  record None() implements Security {}

  /// By a secret that both sides have.
  ///
  /// @param identity empty when the file has a line for each device, `identity:secret`
  record Psk(String identity, Path file) implements Security {}

  /// By certificates.
  ///
  /// @param own what we are; null to be unknown to the device
  /// @param trusted PEM file of those who sign devices
  record Certificates(@Nullable Own own, Path trusted) implements Security {}

  /// By OSCORE: each message for itself (RFC 8613).
  ///
  /// @param file with a line for each device
  /// @param state folder for what must survive a restart
  record Sealed(Path file, Path state, int window) implements Security {
    /// @throws DriverException with a reason for people
    Oscore open(boolean many, Consumer<String> refused) throws DriverException {
      try {
        List<Keys> keys = Keys.read(file);
        if (!many && keys.size() > 1) {
          throw new IOException(file + " must have one line: there is one device at a url");
        }
        return Oscore.open(keys, state, window, many, refused);
      } catch (IOException e) {
        throw new DriverException("cannot use the keys of OSCORE: " + e.getMessage(), e);
      }
    }
  }

  /// Our certificate and its key, as PEM files.
  record Own(Path certificate, Path key) {}

  /// Length of the connection identifier that devices put into their records, so that they are
  /// known again when their address has changed.
  int CID_BYTES = 6;

  List<String> KEYS =
      List.of("psk-identity", "psk-file", "ca-file", "certificate-file", "key-file");

  List<String> SEALED_KEYS = List.of("oscore-file", "oscore-state", "oscore-replay-window");

  /// Reads `psk-identity`, `psk-file`, `ca-file`, `certificate-file`, `key-file`, and those of
  /// OSCORE.
  ///
  /// @param secured whether the URL says that there is to be any
  /// @param many whether several devices, each with its own secret, may come
  static Security of(Settings driver, boolean secured, boolean many) {
    String identity = driver.text("psk-identity", "");
    Path psk = driver.path("psk-file");
    Path certificate = driver.path("certificate-file");
    Path key = driver.path("key-file");
    Path trusted = driver.path("ca-file");
    if ((certificate == null) != (key == null)) {
      driver.problem("certificate-file", "certificate-file and key-file need each other");
    }
    Path sealed = driver.path("oscore-file");
    if (!secured) {
      unused(driver, KEYS, "coaps://");
    }
    if (sealed != null) {
      return sealed(driver, sealed, secured, many);
    }
    unused(driver, SEALED_KEYS, "oscore-file");
    if (!secured) {
      return new None();
    }
    if (psk != null) {
      if (identity.isEmpty() && !many) {
        driver.problem("psk-file", "psk-file needs psk-identity");
      }
      return new Psk(identity, psk);
    }
    if (trusted == null) {
      driver.problem("url", "coaps:// needs psk-identity and psk-file, or ca-file");
      return new None();
    }
    Own own = certificate == null || key == null ? null : new Own(certificate, key);
    return new Certificates(own, trusted);
  }

  private static Security sealed(Settings driver, Path file, boolean secured, boolean many) {
    Path state = driver.path("oscore-state");
    long window = driver.integer("oscore-replay-window", 1, Oscore.WINDOW_MAX, Oscore.WINDOW);
    if (secured) {
      driver.problem("oscore-file", "oscore-file is for coap://, not for coaps://");
    }
    if (driver.has("oscore-replay-window") && !many) {
      driver.problem("oscore-replay-window", "oscore-replay-window has no effect without listen");
    }
    if (state == null) {
      driver.problem(
          "oscore-file", "oscore-state is missing: the folder where the numbers in use are kept");
      return new None();
    }
    return new Sealed(file, state, Math.toIntExact(window));
  }

  private static void unused(Settings driver, List<String> keys, String without) {
    for (String one : keys) {
      if (driver.has(one)) {
        driver.problem(one, one + " has no effect without " + without);
      }
    }
  }

  /// The connector of a socket; null for a plain one.
  default @Nullable DTLSConnector connector(
      Configuration configuration, InetSocketAddress local, boolean server) throws DriverException {
    if (this instanceof None || this instanceof Sealed) {
      return null;
    }
    var builder = DtlsConnectorConfig.builder(configuration).setAddress(local);
    builder.set(DtlsConfig.DTLS_ROLE, server ? DtlsRole.SERVER_ONLY : DtlsRole.CLIENT_ONLY);
    // Without it a device whose address is translated anew is lost until its next handshake.
    builder.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, server ? CID_BYTES : 0);
    builder.set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 1, TimeUnit.SECONDS);
    builder.set(DtlsConfig.DTLS_MAX_RETRANSMISSION_TIMEOUT, 2, TimeUnit.SECONDS);
    builder.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 2);
    builder.set(DtlsConfig.DTLS_MAX_CONNECTIONS, server ? 500 : 10);
    builder.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    builder.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    try {
      switch (this) {
        case None _, Sealed _ -> throw new IllegalStateException("decided above");
        case Psk(String identity, Path file) -> secrets(builder, identity, file);
        case Certificates(Own own, Path trusted) -> certificates(builder, own, trusted);
      }
      return new DTLSConnector(builder.build());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new DriverException("cannot use the secrets of CoAP: " + e.getMessage(), e);
    }
  }

  private static void secrets(DtlsConnectorConfig.Builder builder, String identity, Path file)
      throws IOException {
    List<String> lines = Files.readAllLines(file, UTF_8);
    if (!identity.isEmpty()) {
      String first = lines.isEmpty() ? "" : lines.getFirst();
      builder.setAdvancedPskStore(new AdvancedSinglePskStore(identity, secret(first)));
      return;
    }
    var store = new AdvancedMultiPskStore();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (!line.isBlank() && !line.startsWith("#")) {
        if (colon < 1) {
          throw new IOException("a line of the psk-file is not identity:secret");
        }
        store.setKey(line.substring(0, colon).strip(), secret(line.substring(colon + 1)));
      }
    }
    builder.setAdvancedPskStore(store);
  }

  /// `hex:0a0b…`, `base64:…`, or the text itself.
  private static byte[] secret(String text) {
    String secret = text.strip();
    byte[] bytes =
        secret.startsWith("hex:")
            ? HexFormat.of().parseHex(secret.substring("hex:".length()))
            : secret.startsWith("base64:")
                ? Base64.getDecoder().decode(secret.substring("base64:".length()))
                : secret.getBytes(UTF_8);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("the psk-file has no secret");
    }
    return bytes;
  }

  private static void certificates(
      DtlsConnectorConfig.Builder builder, @Nullable Own own, Path trusted)
      throws IOException, GeneralSecurityException {
    if (own == null) {
      builder.set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NONE);
    } else {
      String pem = Files.readString(own.key()) + "\n" + Files.readString(own.certificate());
      try (InputStream in = new ByteArrayInputStream(pem.getBytes(UTF_8))) {
        var credentials = SslContextUtil.loadPemCredentials(in);
        builder.setCertificateIdentityProvider(
            new SingleCertificateProvider(
                credentials.getPrivateKey(),
                credentials.getCertificateChain(),
                CertificateType.X_509));
      }
    }
    try (InputStream in = Files.newInputStream(trusted)) {
      Certificate[] trusts =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      builder.setAdvancedCertificateVerifier(
          StaticNewAdvancedCertificateVerifier.builder().setTrustedCertificates(trusts).build());
    }
  }
}
