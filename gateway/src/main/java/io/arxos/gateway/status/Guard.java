package io.arxos.gateway.status;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may act through the page: somebody at this machine, through the page itself. A page of
/// another origin in the same browser, and a name that was made to point at loopback, are turned
/// away.
final class Guard {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private Guard() {}

  /// Why the request may not act, or null when it may.
  static @Nullable String refusal(HttpServerRequest request) {
    String remote = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    if (!isLoopback(remote)) {
      return "Values are set at the gateway itself or in the cloud, not from another computer.";
    }
    String host = request.authority() == null ? "" : request.authority().host();
    if (!LOOPBACK.contains(host)) {
      return "The address in the browser must be 127.0.0.1 or localhost.";
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean sameOrigin =
        origin == null
            ? "same-origin".equals(site)
            : origin(origin).equals(request.authority().toString());
    return sameOrigin ? null : "Values are set through the gateway's own page only.";
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.")
        || address.equals("::1")
        || address.equals("0:0:0:0:0:0:0:1")
        || address.equals("0:0:0:0:0:0:0:1%0");
  }

  private static String origin(String header) {
    try {
      String authority = new URI(header).getAuthority();
      return authority == null ? "" : authority;
    } catch (URISyntaxException _) {
      return "";
    }
  }
}
