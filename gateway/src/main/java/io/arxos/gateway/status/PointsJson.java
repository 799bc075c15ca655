package io.arxos.gateway.status;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.gateway.config.EquipmentConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.ProcessImage.Current;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page asks for once a second.
final class PointsJson {
  private final Sources sources;

  PointsJson(Sources sources) {
    this.sources = sources;
  }

  JsonObject write(Collection<CommandUpdate> commands) {
    ProcessImage.Snapshot snapshot = sources.image().snapshot();
    long nanos = sources.clock().nanos();
    var equipment = new JsonArray();
    for (EquipmentConfig one : sources.site().equipment()) {
      var points = new JsonArray();
      one.points().forEach(point -> points.add(point(point, snapshot.get(point.id()), nanos)));
      equipment.add(
          new JsonObject()
              .put("path", one.path())
              .put("name", one.name())
              .put("class", one.brickClass())
              .put("system", one.system())
              .put("points", points));
    }
    var holds = new JsonArray();
    sources.commands().holds().forEach(hold -> holds.add(hold(hold)));
    var steps = new JsonArray();
    commands.forEach(update -> steps.add(step(update)));
    return new JsonObject()
        .put("now_ms", sources.clock().wallMicros() / 1_000)
        .put("gateway", gateway())
        .put("equipment", equipment)
        .put("holds", holds)
        .put("commands", steps);
  }

  private JsonObject gateway() {
    Condition condition = sources.condition().get();
    return new JsonObject()
        .put("id", sources.site().gateway())
        .put("building", sources.site().name())
        .put("zone", sources.site().zone().getId())
        .put("physics_speed", sources.site().physicsSpeed())
        .put("version", sources.version())
        .put("clock_synchronised", sources.quality().synchronised())
        .put("journal_trouble", condition.journalTrouble())
        .put("disk_trouble", condition.disk().trouble())
        .put("journal_bytes", condition.journalBytes())
        .put("journal_hours_left", condition.journalHoursLeft())
        .put("samples_per_second", condition.samplesPerSecond())
        .put("cloud_configured", condition.cloud().configured())
        .put("cloud_connected", condition.cloud().connected())
        .put("cloud_detail", condition.cloud().detail())
        .put("backlog_samples", condition.cloud().backlogSamples())
        .put("outputs_in_alarm", condition.outputsInAlarm())
        .put("discovered", sources.sampler().seenButNotConfigured().size());
  }

  private JsonObject point(PointConfig point, @Nullable Current current, long nanos) {
    var json =
        new JsonObject()
            .put("path", point.id().path())
            .put("name", point.name())
            .put("kind", point.kind().name().toLowerCase(Locale.ROOT))
            .put("unit", point.unit().symbol())
            .put("source", point.reached().map(PointConfig.Source::text).orElse(""));
    if (!point.states().isEmpty()) {
      json.put("states", new JsonArray(point.states()));
    }
    if (point.expected() != null) {
      json.put("low", point.expected().low()).put("high", point.expected().high());
    }
    PointConfig.Writing writing = point.control();
    if (writing != null) {
      json.put("min", writing.limits().low()).put("max", writing.limits().high());
    }
    if (current == null) {
      return json.put("status", "unknown").put("reason", "not seen since start");
    }
    json.put("status", current.status().name().toLowerCase(Locale.ROOT))
        .put("reason", current.reason())
        .put("overridden", current.overridden());
    if (current.value() != null) {
      json.put("value", plain(current.value()));
      json.put("age_s", Math.max(0, (nanos - current.nanos()) / 1_000_000_000L));
    }
    return json;
  }

  private JsonObject hold(Hold hold) {
    return new JsonObject()
        .put("point", hold.point().path())
        .put("level", hold.level())
        .put("value", plain(hold.value()))
        .put("owner", hold.owner())
        .put("reason", hold.reason())
        .put("until_ms", hold.untilMicros() / 1_000);
  }

  private static JsonObject step(CommandUpdate update) {
    return new JsonObject()
        .put("id", update.id())
        .put("point", update.point())
        .put("state", update.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .put("detail", update.detail());
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number;
      case Value.Int(long number) -> number;
      case Value.Bool(boolean flag) -> flag;
      case Value.Text(String text) -> text;
    };
  }

  /// The point of a path, or null when the site has none.
  @Nullable PointConfig point(String path) {
    return PointId.isValid(path) ? sources.site().point(new PointId(path)).orElse(null) : null;
  }
}
