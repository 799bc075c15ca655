package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.LinkFormat;

/// What a device says it has.
final class Links {
  static final int PATHS_MAX = 1_000;

  private Links() {}

  /// The paths in a document of links (RFC 6690), without the leading slash; empty when it is none.
  static Set<String> paths(byte[] document) {
    var paths = new TreeSet<String>();
    try {
      for (WebLink link : LinkFormat.parse(new String(document, UTF_8))) {
        String path = link.getURI().startsWith("/") ? link.getURI().substring(1) : link.getURI();
        if (!path.startsWith(".well-known") && paths.size() < PATHS_MAX) {
          paths.add(path);
        }
      }
    } catch (RuntimeException _) { // Californium's parser, on input nobody expected
      return Set.of();
    }
    return paths;
  }
}
