package io.arxos.cloud.web;

import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.access.LoginLinks.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Turns a one-time link into a session, or into a page that says why not.
final class Login {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Log in - Arxos Edge</title>
      <style>
        body { font: 15px/1.45 system-ui; background: #f5f6f7; color: #1b1f24; margin: 0;
          display: grid; min-height: 100vh; place-items: center; }
        main { background: #fff; border: 1px solid #dfe3e8; border-radius: 12px; padding: 24px;
          max-width: 28rem; margin: 16px; }
        h1 { font-size: 20px; margin: 0 0 8px; }
        p { margin: 0 0 8px; } code { background: #f5f6f7; padding: 2px 6px; border-radius: 6px; }
        @media (prefers-color-scheme: dark) {
          body { background: #101214; color: #eceef0; }
          main { background: #181b1f; border-color: #2c3138; } code { background: #101214; } }
      </style>
      <main><h1>%s</h1><p>%s</p>
      <p>For a new link, run <code>arxos cloud login</code> on the machine where the cloud runs.</p>
      </main></html>
      """;

  private final Supplier<Services> services;
  private final Guards guards;
  private final Executor executor;
  private final InstantSource clock;

  Login(Supplier<Services> services, Guards guards, Executor executor, InstantSource clock) {
    this.services = services;
    this.guards = guards;
    this.executor = executor;
    this.clock = clock;
  }

  void open(RoutingContext request) {
    Context context = Vertx.currentContext();
    String token = Params.optional(request, "once");
    executor.execute(() -> {
      try {
        LoginLinks links = services.get().links();
        Outcome outcome = token == null ? new Outcome.Unknown() : links.use(token, clock.instant());
        context.runOnContext(_ -> answer(request, outcome));
      } catch (RuntimeException e) {
        context.runOnContext(_ -> Answers.problem(request, e));
      }
    });
  }

  private void answer(RoutingContext request, Outcome outcome) {
    switch (outcome) {
      case Outcome.Welcome(String user) -> {
        request.response().addCookie(guards.begin(user));
        request
            .response()
            .putHeader("location", "/")
            .putHeader("cache-control", "no-store")
            .setStatusCode(303)
            .end();
      }
      case Outcome.Used() ->
          page(request, 410, "This link has been used", "A login link works once.");
      case Outcome.Expired(var at) ->
          page(request, 410, "This link is too old", "It was good until " + at + ".");
      case Outcome.Unknown() ->
          page(
              request,
              400,
              "This is not a login link",
              "It may have been cut off when it was copied.");
    }
  }

  private static void page(RoutingContext request, int status, String title, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(PAGE.formatted(title, text));
  }
}
