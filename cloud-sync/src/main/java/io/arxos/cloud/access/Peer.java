package io.arxos.cloud.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who is at the other end of a connection, by the SAN of the certificate.
public sealed interface Peer {
  /// `URI:arxos://gateway/<id>`
  record Gateway(String id) implements Peer {}

  /// `URI:arxos://service/<name>`
  record Service(String name) implements Peer {}

  /// A certificate that names nobody, or more than one.
  record Stranger(String why) implements Peer {}

  /// The most characters in an id or a name.
  int NAME_CHARACTERS_MAX = 64;

  Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  Pattern URI = Pattern.compile("arxos://(gateway|service)/([^/]+)");

  static boolean isName(String name) {
    return name.length() <= NAME_CHARACTERS_MAX && NAME.matcher(name).matches();
  }

  /// Reads the identity of a certificate that has been verified already.
  static Peer of(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return new Stranger("its subject alternative names cannot be read: " + e.getMessage());
    }
    List<String> uris = new ArrayList<>();
    if (names != null) {
      names.stream()
          .filter(name -> name.get(0).equals(6) && name.get(1) instanceof String)
          .map(name -> (String) name.get(1))
          .filter(uri -> uri.startsWith("arxos:"))
          .forEach(uris::add);
    }
    if (uris.size() != 1) {
      return new Stranger("it carries " + uris.size() + " names of the form arxos://…, not one");
    }
    Matcher matcher = URI.matcher(uris.getFirst());
    if (!matcher.matches() || !isName(matcher.group(2))) {
      return new Stranger(uris.getFirst() + " is neither a gateway nor a service");
    }
    return matcher.group(1).equals("gateway")
        ? new Gateway(matcher.group(2))
        : new Service(matcher.group(2));
  }
}
