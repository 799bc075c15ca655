package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.history.Completeness.Share;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Gateways as the page gets them, with how complete today is. Counting that reads a day of the
/// ledger, so a count is good for some seconds and for everybody.
final class GatewayShapes {
  private static final long COVERAGE_KEPT_US = 4_000_000;

  private final Services services;
  private final InstantSource clock;
  private final Map<String, Known> counted = new ConcurrentHashMap<>();

  private record Known(long atUs, boolean connected, Share share) {}

  GatewayShapes(Services services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  /// @param building null for every building
  ArrayNode all(@org.jspecify.annotations.Nullable String building) throws SQLException {
    ArrayNode all = Answers.array();
    Counted.State backups = services.backups().state();
    List<Notice> notices = services.fleet().lineage().notices();
    for (GatewayState gateway : services.fleet().gateways()) {
      if (building == null || building.equals(gateway.building())) {
        ObjectNode node = one(gateway, backups);
        ArrayNode own = node.putArray("notices");
        notices.stream()
            .filter(notice -> notice.gateway().equals(gateway.id()))
            .forEach(notice -> own.add(notice(notice)));
        all.add(node);
      }
    }
    return all;
  }

  private static ObjectNode notice(Notice notice) {
    return Answers.object()
        .put("kind", notice.kind().word())
        .put("detail", notice.detail())
        .put("since", Shapes.time(notice.raisedUs()));
  }

  private ObjectNode one(GatewayState gateway, Counted.State backups) throws SQLException {
    Share today = today(gateway);
    ObjectNode node = Answers.object().put("id", gateway.id());
    node.put("building", gateway.building()).put("connected", gateway.connected());
    node.put("since", Shapes.time(gateway.sinceUs()));
    node.put("last_heard", Shapes.time(gateway.lastHeardUs()));
    node.put("complete_until", Shapes.time(gateway.completeUntilUs()));
    report(node, gateway.report());
    node.put("completeness_today", today.share());
    node.set("gaps_today", Shapes.gaps(today.gaps()));
    node.put("safe_is_committed", backups.everyMs() == 0);
    node.put("backup_every_s", backups.everyMs() / 1_000);
    long newestUs = backups.newest().map(Counted.Newest::takenUs).orElse(0L);
    return node.put("backup_newest", Shapes.time(newestUs));
  }

  private static void report(
      ObjectNode node, GatewayState.@org.jspecify.annotations.Nullable Report report) {
    if (report == null) {
      for (String key :
          new String[] {
            "backlog_samples", "backlog_oldest", "journal_hours_left", "clock", "devices",
            "devices_down", "points", "samples_per_second", "software", "started"
          }) {
        node.putNull(key);
      }
      return;
    }
    node.put("backlog_samples", report.backlogSamples());
    node.put("backlog_oldest", Shapes.time(report.backlogOldestUs()));
    node.put("journal_hours_left", report.journalHoursLeft()).put("clock", report.clock());
    node.put("devices", report.devices()).put("devices_down", report.devicesDown());
    node.put("points", report.points()).put("samples_per_second", report.samplesPerSecond());
    node.put("software", report.softwareVersion());
    node.put("started", Shapes.time(report.startedUs()));
  }

  private Share today(GatewayState gateway) throws SQLException {
    Instant now = clock.instant();
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    Known known = counted.get(gateway.id());
    if (known != null
        && nowUs - known.atUs() < COVERAGE_KEPT_US
        && known.connected() == gateway.connected()) {
      return known.share();
    }
    Instant midnight = now.atZone(zone(gateway)).truncatedTo(ChronoUnit.DAYS).toInstant();
    long fromUs = ChronoUnit.MICROS.between(Instant.EPOCH, midnight);
    Share share = services.completeness().of(gateway, fromUs, nowUs);
    counted.put(gateway.id(), new Known(nowUs, gateway.connected(), share));
    return share;
  }

  private ZoneId zone(GatewayState gateway) throws SQLException {
    for (SiteModel model : services.fleet().models()) {
      if (model.gateway().equals(gateway.id())) {
        try {
          return ZoneId.of(model.building().zone());
        } catch (DateTimeException _) {
          return ZoneOffset.UTC; // a zone this Java does not know: better a day of UTC than none
        }
      }
    }
    return ZoneOffset.UTC;
  }
}
