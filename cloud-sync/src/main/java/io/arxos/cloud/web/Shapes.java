package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.block.Columns;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.Hold;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.fleet.SiteModel.Band;
import io.arxos.cloud.history.Gap;
import io.arxos.cloud.live.LiveSample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as the page gets them.
final class Shapes {
  /// Words for the low three bits of a status byte.
  static final List<String> STATUSES =
      List.of("unknown", "ok", "stale", "down", "fault", "disabled", "unknown", "unknown");

  private Shapes() {}

  /// RFC 3339; null for 0.
  static @Nullable String time(long us) {
    return us == 0 ? null : Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
  }

  static ObjectNode put(ObjectNode node, String key, @Nullable PointValue value) {
    return switch (value) {
      case null -> node.putNull(key);
      case PointValue.Num(double number) ->
          Double.isFinite(number) ? node.put(key, number) : node.putNull(key);
      case PointValue.Int(long number) -> node.put(key, number);
      case PointValue.Bool(boolean flag) -> node.put(key, flag);
      case PointValue.Text(String text) -> node.put(key, text);
    };
  }

  static String status(int statusByte) {
    return STATUSES.get(statusByte & Columns.STATUS_MASK);
  }

  static ObjectNode sample(LiveSample sample) {
    ObjectNode node = Answers.object().put("p", sample.point());
    node.put("t", Math.floorDiv(sample.timeUs(), 1_000L));
    put(node, "v", sample.value()).put("s", status(sample.status()));
    if ((sample.status() & Columns.OVERRIDDEN) != 0) {
      node.put("o", true);
    }
    if ((sample.status() & Columns.OUT_OF_SERVICE) != 0) {
      node.put("oos", true);
    }
    if ((sample.status() & Columns.UNCERTAIN_CLOCK) != 0) {
      node.put("uc", true);
    }
    if (!sample.reason().isEmpty()) {
      node.put("r", sample.reason());
    }
    return node;
  }

  static ArrayNode gaps(List<Gap> gaps) {
    ArrayNode array = Answers.array();
    for (Gap gap : gaps) {
      array
          .addObject()
          .put("from", time(gap.fromUs()))
          .put("to", gap.open() ? null : time(gap.toUs()))
          .put("reason", gap.reason())
          .put("will_backfill", gap.willBackfill());
    }
    return array;
  }

  static ObjectNode hold(Hold hold) {
    ObjectNode node = Answers.object().put("point", hold.point()).put("level", hold.level());
    put(node, "value", hold.value()).put("owner", hold.owner()).put("reason", hold.reason());
    node.put("since", time(hold.sinceUs())).put("until", time(hold.untilUs()));
    return node.put("command_id", hold.commandId());
  }

  static ObjectNode command(Command command) {
    Command.Order order = command.order();
    ObjectNode node = Answers.object().put("id", order.id()).put("point", order.point());
    put(node, "value", order.value()).put("level", order.level());
    node.put("issuer", order.issuer()).put("reason", order.reason());
    node.put("state", command.state().word()).put("detail", command.detail());
    node.put("created", time(command.createdUs())).put("lease_s", order.leaseMs() / 1_000);
    node.put("until", until(command));
    ArrayNode steps = node.putArray("steps");
    for (Command.Step step : command.steps()) {
      steps
          .addObject()
          .put("state", step.state().word())
          .put("at", time(step.atUs()))
          .put("detail", step.detail());
    }
    return node;
  }

  /// When the level is given back: a lease runs from the moment the gateway applied it.
  private static @Nullable String until(Command command) {
    if (command.order().value() == null) {
      return null;
    }
    return command.steps().stream()
        .filter(step -> step.state() == Command.State.APPLIED)
        .findFirst()
        .map(step -> time(step.atUs() + command.order().leaseMs() * 1_000))
        .orElse(null);
  }

  static ObjectNode equipment(SiteModel.Equipment equipment) {
    return Answers.object()
        .put("id", equipment.id())
        .put("name", equipment.name())
        .put("class", equipment.brickClass())
        .put("system", equipment.system());
  }

  static ObjectNode point(SiteModel.Point point) {
    ObjectNode node = Answers.object().put("path", point.path()).put("name", point.name());
    node.put("kind", point.kind()).put("unit", point.unit()).put("class", point.brickClass());
    node.put("equipment", point.equipment()).put("writable", point.writable() != null);
    Band write = point.writable() == null ? new Band(null, null) : point.writable();
    node.put("low", point.expected().low()).put("high", point.expected().high());
    node.put("write_min", write.low()).put("write_max", write.high());
    node.put("report_within_s", point.reportWithinMs() / 1_000);
    ArrayNode states = node.putArray("state_names");
    point.stateNames().forEach(states::add);
    node.put("setpoint", point.setpoint().isEmpty() ? null : point.setpoint());
    return node.put("source", point.source().isEmpty() ? null : point.source());
  }
}
