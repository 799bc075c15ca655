package io.arxos.cloud.access;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLException;

/// Where a server's certificate, its key and the authority it trusts lie.
///
/// @param ca who signs the peers' certificates; PEM, one or more
/// @param certificate this server's, followed by intermediates if any; PEM
/// @param key of the certificate; PKCS#8 PEM
public record TlsFiles(Path ca, Path certificate, Path key) {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3");

  /// The files that `arxos cloud ca init` makes.
  public static TlsFiles in(Path keys) {
    return new TlsFiles(
        keys.resolve(Authority.CA_FILE),
        keys.resolve(Authority.SERVER_FILE),
        keys.resolve(Authority.SERVER_KEY_FILE));
  }

  /// A context for a gRPC server that wants a certificate from every peer: mutual TLS 1.3.
  public SslContext server(Instant now) throws AccessProblem {
    List<X509Certificate> chain = Pem.certificates(certificate);
    List<X509Certificate> trusted = Pem.certificates(ca);
    PrivateKey privateKey = Pem.key(key);
    check(chain.getFirst(), trusted, privateKey, now);
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(privateKey, chain.toArray(X509Certificate[]::new))
              .trustManager(trusted.toArray(X509Certificate[]::new))
              .clientAuth(ClientAuth.REQUIRE)
              .protocols(PROTOCOLS);
      return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    } catch (SSLException e) {
      throw AccessProblem.wrong("cannot use " + certificate + ": " + e.getMessage());
    }
  }

  /// Says at start what would otherwise fail at the first connection, with words of no use.
  private void check(
      X509Certificate own, List<X509Certificate> trusted, PrivateKey privateKey, Instant now)
      throws AccessProblem {
    try {
      own.checkValidity(Date.from(now));
    } catch (CertificateExpiredException _) {
      throw AccessProblem.wrong(
          certificate + " expired on " + own.getNotAfter().toInstant() + "; issue a new one");
    } catch (CertificateNotYetValidException _) {
      throw AccessProblem.wrong(
          certificate
              + " is not valid before "
              + own.getNotBefore().toInstant()
              + "; is the clock right?");
    }
    if (!fits(own.getPublicKey(), privateKey)) {
      throw AccessProblem.wrong(key + " is not the key of " + certificate);
    }
    boolean intermediates = Pem.certificates(certificate).size() > 1;
    if (!intermediates && trusted.stream().noneMatch(one -> signed(one, own))) {
      throw AccessProblem.wrong(certificate + " was not signed by the authority in " + ca);
    }
  }

  private static boolean signed(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static boolean fits(PublicKey publicKey, PrivateKey privateKey) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature =
          Signature.getInstance(
              privateKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
