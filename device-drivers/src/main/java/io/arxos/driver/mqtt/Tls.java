package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// How a connection to a broker is secured. The files are read anew for every connection, so a
/// certificate that was renewed is used from the next one on.
///
/// @param ca certificates of whoever may vouch for the broker; null for the machine's own
/// @param certificate our own, with those between it and its root; null when the broker wants none
/// @param key of the certificate, PKCS#8 in PEM
/// @param hostChecked whether the broker's certificate must be for the host of the address
record Tls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key, boolean hostChecked) {
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /// Asks for `ca-file`, `certificate-file`, `key-file` and `check-host`.
  static Tls of(Settings driver, boolean used) {
    var tls =
        new Tls(
            driver.path("ca-file"),
            driver.path("certificate-file"),
            driver.path("key-file"),
            driver.flag("check-host", true));
    for (String key : List.of("ca-file", "certificate-file", "key-file", "check-host")) {
      if (!used && driver.has(key)) {
        driver.problem(key, key + " has no effect without TLS; use ssl:// in url");
      }
    }
    if ((tls.certificate == null) != (tls.key == null)) {
      driver.problem(
          tls.key == null ? "certificate-file" : "key-file",
          "certificate-file and key-file need each other");
    }
    return tls;
  }

  /// Sockets of TLS 1.2 and 1.3.
  SSLSocketFactory sockets() throws BrokerException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return new TlsSocketFactory(context.getSocketFactory());
    } catch (IOException e) {
      throw new BrokerException("cannot read a file of TLS: " + e.getMessage(), false, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BrokerException("a file of TLS is not what it should be", false, e);
    }
  }

  private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
    if (ca == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(ca)) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("us", privateKey(read(key)), new char[0], chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(read(file).getBytes(UTF_8)));
    if (found.isEmpty()) {
      throw new GeneralSecurityException("no certificate");
    }
    return new ArrayList<>(found);
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new GeneralSecurityException("no key of PKCS#8");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    GeneralSecurityException last = new GeneralSecurityException("no key");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + " is larger than 1 MiB");
    }
    return Files.readString(file);
  }
}
