package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.block.Columns;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.history.PointHistory;
import io.arxos.cloud.history.PointSeries;
import io.arxos.cloud.history.Thinning;
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
    String unit = unit(path);
    PointHistory all =
        services
            .get()
            .history()
            .read(path, fromUs, toUs)
            .orElseThrow(() -> ApiProblem.notFound("There is no point " + path + "."));
    PointHistory shown = Thinning.thin(all, max);
    ObjectNode body = Answers.object().put("point", path).put("unit", unit);
    body.put("from", Shapes.time(fromUs)).put("to", Shapes.time(toUs));
    body.put("coverage", all.coverage());
    columns(body, shown.samples());
    body.set("gaps", Shapes.gaps(all.gaps()));
    return Reply.ok(body.put("thinned", shown.samples().size() < all.samples().size()));
  }

  private String unit(String path) throws SQLException {
    for (SiteModel model : services.get().fleet().models()) {
      for (SiteModel.Point point : model.points()) {
        if (point.path().equals(path)) {
          return point.unit();
        }
      }
    }
    return "1"; // a point of a former site file: its samples are still there
  }

  private static void columns(ObjectNode body, PointSeries samples) {
    ArrayNode times = body.putArray("t");
    ArrayNode values = body.putArray("v");
    ArrayNode statusIndexes = body.putArray("s");
    List<String> statuses = new ArrayList<>();
    ArrayNode overridden = Answers.array();
    for (int i = 0; i < samples.size(); i++) {
      times.add(Math.floorDiv(samples.timeUs(i), 1_000L));
      double number = samples.number(i);
      if (Double.isFinite(number)) {
        values.add(number);
      } else {
        values.addNull();
      }
      String status = Shapes.status(samples.status(i));
      if (!statuses.contains(status)) {
        statuses.add(status);
      }
      statusIndexes.add(statuses.indexOf(status));
      overridden.add((samples.status(i) & Columns.OVERRIDDEN) != 0 ? 1 : 0);
    }
    ArrayNode names = body.putArray("statuses");
    statuses.forEach(names::add);
    body.set("o", overridden);
  }
}
