package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.CommandDesk;
import io.arxos.cloud.fleet.CommandDesk.Outcome;
import io.arxos.cloud.web.Answers.Reply;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;

/// Writing to the building, and how far each write has come.
final class CommandApi {
  private static final Set<String> KEYS = Set.of("point", "value", "lease_s", "reason", "level");
  private static final int NEWEST_DEFAULT = 20;
  private static final int NEWEST_MAX = 200;

  private final Supplier<Services> services;
  private final InstantSource clock;

  CommandApi(Supplier<Services> services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  Reply issue(RoutingContext request) throws SQLException {
    JsonNode body = Answers.parse(request.body().asString());
    for (Iterator<String> keys = body.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!KEYS.contains(key)) {
        throw ApiProblem.badRequest("A command has no " + key + ".");
      }
    }
    var value = Params.value(body, "value");
    var wish =
        new CommandDesk.Wish(
            Params.path(Params.text(body, "point"), "point"),
            value,
            Math.clamp(Params.whole(body, "level", (long) CommandDesk.LEVEL_DEFAULT), 0, 1_000),
            // A level that is given back is held no longer: any lease will do.
            Params.whole(body, "lease_s", value == null ? 1L : null),
            Params.text(body, "reason"));
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return switch (services.get().desk().issue(wish, Guards.user(request), nowUs)) {
      case Outcome.Sent(Command command) -> new Reply(202, Shapes.command(command));
      case Outcome.Invalid(String why) -> throw ApiProblem.badRequest(why);
      case Outcome.UnknownPoint() ->
          throw ApiProblem.notFound("There is no point " + wish.point() + ".");
      case Outcome.Offline(String why) -> throw ApiProblem.conflict(why);
    };
  }

  Reply one(RoutingContext request) throws SQLException {
    return services
        .get()
        .fleet()
        .commands()
        .get(request.pathParam("id"))
        .map(command -> Reply.ok(Shapes.command(command)))
        .orElseThrow(() -> ApiProblem.notFound("There is no such command."));
  }

  Reply newest(RoutingContext request) throws SQLException {
    int limit = Params.number(request, "limit", 1, NEWEST_MAX, NEWEST_DEFAULT);
    ArrayNode list = Answers.array();
    services.get().fleet().commands().newest(limit).forEach(c -> list.add(Shapes.command(c)));
    return Reply.ok(list);
  }
}
