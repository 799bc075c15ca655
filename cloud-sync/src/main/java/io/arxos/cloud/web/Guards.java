package io.arxos.cloud.web;

import io.arxos.cloud.access.RequestRules;
import io.arxos.cloud.access.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;

/// What stands before every request: security headers, the rules of [RequestRules], the session.
final class Guards {
  private static final String USER = "user";

  private final Sessions sessions;
  private final InstantSource clock;
  private final boolean encrypted;

  Guards(Sessions sessions, InstantSource clock, boolean encrypted) {
    this.sessions = sessions;
    this.clock = clock;
    this.encrypted = encrypted;
  }

  /// For every request.
  void rules(RoutingContext request) {
    var response = request.response();
    RequestRules.SECURITY_HEADERS.forEach(response::putHeader);
    if (encrypted) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
    HttpServerRequest asked = request.request();
    String host = asked.authority() == null ? "" : asked.authority().toString();
    if (!encrypted && !RequestRules.isLoopbackHost(host)) {
      Answers.problem(
          request, ApiProblem.forbidden("Over plain HTTP this cloud answers only to localhost."));
      return;
    }
    var from =
        new RequestRules.From(
            asked.method().name(),
            host,
            asked.getHeader("origin"),
            asked.getHeader("sec-fetch-site"));
    if (!RequestRules.mayChange(from)) {
      Answers.problem(
          request, ApiProblem.forbidden("Changes are taken only from the cloud's own page."));
      return;
    }
    request.next();
  }

  /// For everything that needs a login.
  void session(RoutingContext request) {
    Cookie cookie = request.request().getCookie(Sessions.COOKIE);
    Optional<String> user =
        cookie == null ? Optional.empty() : sessions.user(cookie.getValue(), clock.instant());
    if (user.isEmpty()) {
      Answers.problem(request, ApiProblem.notLoggedIn());
      return;
    }
    request.put(USER, user.get());
    request.next();
  }

  /// The cookie of a new session.
  Cookie begin(String user) {
    return Cookie.cookie(Sessions.COOKIE, sessions.begin(user, clock.instant()))
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(encrypted)
        .setPath("/")
        .setMaxAge(Sessions.VALID.toSeconds());
  }

  /// Who is logged in, behind [#session].
  static String user(RoutingContext request) {
    String user = request.get(USER);
    if (user == null) {
      throw ApiProblem.notLoggedIn();
    }
    return user;
  }
}
