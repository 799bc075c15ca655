package io.arxos.gateway.status;

import io.arxos.driver.Value;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody at the gateway's own page takes in hand, and what became of it. Level 8.
final class LocalCommands {
  static final Duration LEASE_MIN = Duration.ofMinutes(1);
  static final Duration LEASE_MAX = Duration.ofDays(1);
  private static final Duration EXECUTE_WITHIN = Duration.ofSeconds(30);
  private static final int REASON_CHARACTERS_MAX = 200;
  private static final int REMEMBERED_MAX = 20;

  private final Sources sources;
  private final PointsJson points;
  private final Map<String, CommandUpdate> updates = new LinkedHashMap<>();

  /// What became of asking.
  sealed interface Answer {}

  record Submitted(String id) implements Answer {}

  /// @param detail a sentence for the person who asked
  record Refused(String detail) implements Answer {}

  LocalCommands(Sources sources, PointsJson points) {
    this.sources = sources;
    this.points = points;
  }

  /// @param body `{point, value|null, minutes, reason}`; null gives the level back
  Answer submit(JsonObject body) {
    PointConfig point = points.point(text(body, "point"));
    if (point == null || point.control() == null) {
      return new Refused("There is no such point that could be set.");
    }
    String reason = text(body, "reason").strip();
    if (reason.isEmpty() || reason.length() > REASON_CHARACTERS_MAX) {
      return new Refused("Say why, in at most " + REASON_CHARACTERS_MAX + " characters.");
    }
    Duration lease = lease(body);
    if (lease == null) {
      return new Refused("Choose how long, from a minute to a day.");
    }
    Object asked = body.getValue("value");
    // As a plain number: what it is for this point, and whether it may be, is control's to say.
    double number = asked instanceof Number given ? given.doubleValue() : Double.NaN;
    Value value = Double.isFinite(number) ? new Value.Num(number) : null;
    if (asked != null && value == null) {
      return new Refused("The value must be a number.");
    }
    String id = UUID.randomUUID().toString();
    sources
        .commands()
        .submit(
            new CommandRequest(
                id,
                point.id().path(),
                value,
                CommandRequest.LOCAL_OPERATOR,
                "somebody at the gateway",
                reason,
                EXECUTE_WITHIN,
                lease),
            this::heard);
    return new Submitted(id);
  }

  /// The newest step of each of the last commands, oldest first.
  List<CommandUpdate> steps() {
    synchronized (updates) {
      return new ArrayList<>(updates.values());
    }
  }

  private void heard(CommandUpdate update) {
    synchronized (updates) {
      updates.put(update.id(), update);
      if (updates.size() > REMEMBERED_MAX) {
        updates.remove(updates.keySet().iterator().next());
      }
    }
  }

  private static String text(JsonObject body, String key) {
    return body.getValue(key) instanceof String text ? text : "";
  }

  private static @Nullable Duration lease(JsonObject body) {
    if (body.getValue("value") == null) {
      return LEASE_MIN;
    }
    if (!(body.getValue("minutes") instanceof Integer minutes)) {
      return null;
    }
    Duration lease = Duration.ofMinutes(minutes);
    return lease.compareTo(LEASE_MIN) < 0 || lease.compareTo(LEASE_MAX) > 0 ? null : lease;
  }
}
