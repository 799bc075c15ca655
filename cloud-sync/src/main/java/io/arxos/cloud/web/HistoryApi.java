package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.block.Columns;
import io.arxos.cloud.fleet.Completeness.Missing;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.history.Past;
import io.arxos.cloud.live.LiveSample;
import io.arxos.cloud.web.Answers.Reply;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What was: samples of one point, column by column, with what is missing.
final class HistoryApi {
  private static final int MAX_DEFAULT = 2_000;
  private static final int MAX_LEAST = 10;
  private static final int MAX_MOST = 20_000;
  private static final long SPAN_US_MAX = Duration.ofDays(400).toNanos() / 1_000;

  private final Supplier<Services> services;
  private final InstantSource clock;

  HistoryApi(Supplier<Services> services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  Reply read(RoutingContext request) throws SQLException {
    String path = Params.path(Params.required(request, "point"), "point");
    long fromUs = Params.time(Params.required(request, "from"), "from");
    String to = Params.optional(request, "to");
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long toUs = to == null ? nowUs : Params.time(to, "to");
    int max = Params.number(request, "max", MAX_LEAST, MAX_MOST, MAX_DEFAULT);
    if (fromUs >= toUs) {
      throw ApiProblem.badRequest("from must be before to.");
    }
    if (toUs - fromUs > SPAN_US_MAX) {
      throw ApiProblem.badRequest("At most 400 days can be read at once.");
    }
    SiteModel.Point point = point(path);
    Past.Stretch stretch = services.get().past().read(path, fromUs, toUs);
    List<LiveSample> shown = Thinning.thin(stretch.samples(), max);
    ObjectNode body = Answers.object().put("point", path).put("unit", point.unit());
    body.put("from", Shapes.time(fromUs)).put("to", Shapes.time(toUs));
    body.put("coverage", stretch.coverage());
    columns(body, shown);
    gaps(body.putArray("gaps"), stretch.gaps());
    return Reply.ok(body.put("thinned", shown.size() < stretch.samples().size()));
  }

  private SiteModel.Point point(String path) throws SQLException {
    for (SiteModel model : services.get().fleet().models()) {
      for (SiteModel.Point point : model.points()) {
        if (point.path().equals(path)) {
          return point;
        }
      }
    }
    throw ApiProblem.notFound("There is no point " + path + ".");
  }

  private static void columns(ObjectNode body, List<LiveSample> samples) {
    ArrayNode times = body.putArray("t");
    ArrayNode values = body.putArray("v");
    ArrayNode statusIndexes = body.putArray("s");
    List<String> statuses = new ArrayList<>();
    ArrayNode overridden = Answers.array();
    for (LiveSample sample : samples) {
      times.add(Math.floorDiv(sample.timeUs(), 1_000L));
      double number = Thinning.number(sample);
      if (Double.isFinite(number)) {
        values.add(number);
      } else {
        values.addNull();
      }
      String status = Shapes.status(sample.status());
      if (!statuses.contains(status)) {
        statuses.add(status);
      }
      statusIndexes.add(statuses.indexOf(status));
      overridden.add((sample.status() & Columns.OVERRIDDEN) != 0 ? 1 : 0);
    }
    ArrayNode names = body.putArray("statuses");
    statuses.forEach(names::add);
    body.set("o", overridden);
  }

  private static void gaps(ArrayNode array, List<Missing> gaps) {
    for (Missing gap : gaps) {
      Long to = gap.toUs();
      array
          .addObject()
          .put("from", Shapes.time(gap.fromUs()))
          .put("to", to == null ? null : Shapes.time(to))
          .put("reason", gap.reason())
          .put("will_backfill", gap.willBackfill());
    }
  }
}
