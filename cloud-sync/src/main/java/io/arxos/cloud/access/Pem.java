package io.arxos.cloud.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Certificates and PKCS#8 keys as PEM (RFC 7468).
final class Pem {
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private Pem() {}

  static byte[] text(String label, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] text(X509Certificate certificate) {
    try {
      return text("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate just made has an encoding", e);
    }
  }

  static byte[] text(PrivateKey key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  /// One or more certificates.
  static List<X509Certificate> certificates(Path file) throws AccessProblem {
    byte[] bytes = KeyFiles.read(file);
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException _) {
      // said below: the parser's own words help nobody
    }
    throw AccessProblem.wrong(file + " holds no certificate (PEM, -----BEGIN CERTIFICATE-----)");
  }

  /// An unencrypted EC or RSA key.
  static PrivateKey key(Path file) throws AccessProblem {
    String text = new String(KeyFiles.read(file), StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin >= 0 && end > begin) {
      try {
        byte[] der =
            Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
        return key(new PKCS8EncodedKeySpec(der));
      } catch (IllegalArgumentException | GeneralSecurityException _) {
        throw AccessProblem.wrong(file + " is damaged: its private key cannot be read");
      }
    }
    throw AccessProblem.wrong(file + " holds no private key (PKCS#8, -----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException _) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }
}
