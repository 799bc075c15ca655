package io.arxos.cloud.access;

import io.arxos.cloud.access.CertificateMaker.Pair;
import io.arxos.cloud.access.CertificateMaker.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;

/// The installation's own certificate authority: one key in the data folder that signs the
/// certificates of the cloud, of gateways and of services. Whoever has an authority of their own
/// puts its files into the settings and never needs this one.
public final class Authority {
  static final String CA_FILE = "ca.pem";
  static final String CA_KEY_FILE = "ca-key.pem";
  static final String SERVER_FILE = "server.pem";
  static final String SERVER_KEY_FILE = "server-key.pem";
  private static final String CERTIFICATE_FILE = "certificate.pem";
  private static final String KEY_FILE = "key.pem";

  private final Pair pair;

  private Authority(Pair pair) {
    this.pair = pair;
  }

  /// Makes an authority and the cloud's own server certificate (localhost, 127.0.0.1) in `keys`.
  public static void init(Path keys, Instant now) throws AccessProblem {
    for (String file : List.of(CA_FILE, CA_KEY_FILE, SERVER_FILE, SERVER_KEY_FILE)) {
      if (Files.exists(keys.resolve(file))) {
        throw AccessProblem.conflict(
            keys.resolve(file)
                + " is there already; a new authority would shut out every gateway that trusts it."
                + " Move the old one away first if you mean it");
      }
    }
    KeyFiles.folder(keys);
    Pair ca =
        CertificateMaker.authority("Arxos authority", Validity.of(now, CertificateMaker.CA_VALID));
    Pair server =
        CertificateMaker.leaf(
            ca,
            "Arxos cloud",
            List.of(
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                uri("service", "cloud")),
            Validity.of(now, CertificateMaker.LEAF_VALID));
    // The authority's key first: what it signed is worthless without it, never the other way round.
    KeyFiles.secret(keys.resolve(CA_KEY_FILE), Pem.text(ca.key()));
    KeyFiles.open(keys.resolve(CA_FILE), Pem.text(ca.certificate()));
    KeyFiles.secret(keys.resolve(SERVER_KEY_FILE), Pem.text(server.key()));
    KeyFiles.open(keys.resolve(SERVER_FILE), Pem.text(server.certificate()));
  }

  /// Opens the authority that [#init] made.
  public static Authority open(Path keys) throws AccessProblem {
    if (!Files.exists(keys.resolve(CA_KEY_FILE))) {
      throw AccessProblem.wrong(
          "there is no authority in " + keys + "; make one with: arxos cloud ca init");
    }
    X509Certificate certificate = Pem.certificates(keys.resolve(CA_FILE)).getFirst();
    return new Authority(new Pair(certificate, Pem.key(keys.resolve(CA_KEY_FILE))));
  }

  /// Writes `ca.pem`, `certificate.pem` and `key.pem` for a gateway into `out`.
  public void gateway(String id, Path out, Instant now) throws AccessProblem {
    issue("gateway", id, out, now);
  }

  /// Writes `ca.pem`, `certificate.pem` and `key.pem` for a service into `out`.
  public void service(String name, Path out, Instant now) throws AccessProblem {
    issue("service", name, out, now);
  }

  private void issue(String kind, String name, Path out, Instant now) throws AccessProblem {
    if (!Peer.isName(name)) {
      throw AccessProblem.wrong(
          "\""
              + name
              + "\" is no name for a "
              + kind
              + ": small letters, digits and single hyphens,"
              + " at most "
              + Peer.NAME_CHARACTERS_MAX
              + ", such as hofgarten-1");
    }
    for (String file : List.of(CA_FILE, CERTIFICATE_FILE, KEY_FILE)) {
      if (Files.exists(out.resolve(file))) {
        throw AccessProblem.conflict(
            out.resolve(file) + " is there already; it is not overwritten");
      }
    }
    KeyFiles.folder(out);
    Pair leaf =
        CertificateMaker.leaf(
            pair, name, List.of(uri(kind, name)), Validity.of(now, CertificateMaker.LEAF_VALID));
    KeyFiles.secret(out.resolve(KEY_FILE), Pem.text(leaf.key()));
    KeyFiles.open(out.resolve(CERTIFICATE_FILE), Pem.text(leaf.certificate()));
    KeyFiles.open(out.resolve(CA_FILE), Pem.text(pair.certificate()));
  }

  private static GeneralName uri(String kind, String name) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, "arxos://" + kind + "/" + name);
  }
}
