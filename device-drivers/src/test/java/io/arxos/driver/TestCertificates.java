package io.arxos.driver;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority for one test, and what it signs, as PEM files.
public final class TestCertificates {
  private static final Duration VALID = Duration.ofDays(1);
  private static long serial = 1;

  private final Path folder;
  private final KeyPair keys = pair();
  private final X500Principal name;

  /// @param folder gets `ca.pem`
  public TestCertificates(Path folder, String name) {
    this.folder = folder;
    this.name = new X500Principal("CN=" + name);
    try {
      Files.createDirectories(folder);
      write("ca.pem", "CERTIFICATE", sign(keys, this.name).getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes `<name>.pem` and `<name>-key.pem`.
  public void issue(String name, GeneralName... who) throws IOException, GeneralSecurityException {
    KeyPair own = pair();
    X509Certificate leaf = sign(own, new X500Principal("CN=" + name), who);
    write(name + ".pem", "CERTIFICATE", leaf.getEncoded());
    write(name + "-key.pem", "PRIVATE KEY", own.getPrivate().getEncoded());
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  private X509Certificate sign(KeyPair own, X500Principal subject, GeneralName... who)
      throws GeneralSecurityException, IOException {
    boolean authority = who.length == 0;
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial++),
            Date.from(now.minus(VALID)),
            Date.from(now.plus(VALID)),
            subject,
            own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(who));
    }
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String name, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
