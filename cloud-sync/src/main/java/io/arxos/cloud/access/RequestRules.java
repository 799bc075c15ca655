package io.arxos.cloud.access;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What every web request must satisfy before anybody looks at its content, and what every answer
/// carries. Pure functions of the headers.
public final class RequestRules {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /// Headers of every answer. The page has no inline script and loads nothing from elsewhere.
  public static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                  + " img-src 'self' data:; connect-src 'self'; object-src 'none';"
                  + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

  private RequestRules() {}

  /// What the browser says about where a request comes from.
  ///
  /// @param host the Host header: where the browser believes to be
  public record From(
      String method, String host, @Nullable String origin, @Nullable String fetchSite) {}

  /// Another site cannot make the browser of a person who is logged in change anything: a request
  /// that is not a mere read must come from our own page. A request with neither header does not
  /// come from a page (browsers send at least one), and is refused all the same: nobody needs it.
  public static boolean mayChange(From from) {
    if (READING.contains(from.method())) {
      return true;
    }
    String fetchSite = from.fetchSite();
    if (fetchSite != null && !fetchSite.equals("same-origin")) {
      return false;
    }
    String origin = from.origin();
    if (origin != null) {
      return origin.equals("http://" + from.host()) || origin.equals("https://" + from.host());
    }
    return fetchSite != null;
  }

  /// Over plain HTTP only names of the loopback are served: a foreign name that resolves to
  /// 127.0.0.1 (DNS rebinding) would let that site read everything.
  public static boolean isLoopbackHost(String host) {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return LOOPBACK.contains(name);
  }

  /// True for an address that only this machine can reach.
  public static boolean isLoopbackAddress(String address) {
    return LOOPBACK.contains(address) || address.equals("::1") || address.startsWith("127.");
  }
}
