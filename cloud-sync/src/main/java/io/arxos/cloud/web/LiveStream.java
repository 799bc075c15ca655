package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.live.Bell;
import io.arxos.cloud.live.Delivery;
import io.arxos.cloud.live.LiveSample;
import io.arxos.cloud.live.Subscription;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One browser's stream: samples as they come, gateways and what is in hand as they change, and a
/// heartbeat. Runs on a virtual thread until the browser is gone.
final class LiveStream {
  static final long HEARTBEAT_US = 5_000_000;
  static final long GATEWAYS_EVERY_US_MIN = 1_000_000;

  /// Then the browser comes again with its cursor, and whether it is logged in is looked at anew.
  static final long LIFE_US_MAX = 3_600_000_000L;

  private static final Duration WAIT_MAX = Duration.ofSeconds(1);

  // valid for one stream
  private final String building;
  private final Services services;
  private final GatewayShapes gateways;
  private final InstantSource clock;
  private final Bell bell;
  private final FleetMailbox mailbox;
  private final StringBuilder out = new StringBuilder(4_096);
  private volatile boolean closed;
  private long gatewaysToldUs;
  private long beatUs;

  /// @param bell of its subscription
  LiveStream(
      String building, Services services, GatewayShapes gateways, InstantSource clock, Bell bell) {
    this.building = building;
    this.services = services;
    this.gateways = gateways;
    this.clock = clock;
    this.bell = bell;
    this.mailbox = new FleetMailbox(bell);
  }

  /// Ends it; from any thread.
  void close() {
    closed = true;
    bell.ring();
  }

  void run(Subscription subscription, EventSink sink) throws SQLException, InterruptedException {
    Runnable stop = services.fleet().listen(mailbox);
    try {
      boolean there = sink.send("retry: 2000\n\n");
      long endUs = micros() + LIFE_US_MAX;
      while (there && !closed && micros() < endUs) {
        samples(subscription);
        fleet(micros());
        if (out.isEmpty()) {
          bell.await(WAIT_MAX);
        } else {
          there = sink.send(out.toString());
          out.setLength(0);
        }
      }
    } finally {
      stop.run();
    }
  }

  private void samples(Subscription subscription) {
    List<Delivery> deliveries = subscription.next();
    if (deliveries.isEmpty()) {
      return;
    }
    if (deliveries.getFirst() instanceof Delivery.Latest) {
      event("latest", picture(deliveries), subscription.cursor());
      return;
    }
    String cursor = subscription.cursor();
    for (int i = 0; i < deliveries.size(); i++) {
      // Whoever breaks off in the middle goes on from before: a repeat, never a loss.
      String id = i == deliveries.size() - 1 ? cursor : null;
      switch (deliveries.get(i)) {
        case Delivery.Samples samples -> {
          ObjectNode data = Answers.object().put("gateway", samples.lane().gateway());
          add(data.putArray("samples"), samples.samples());
          event("samples", data, id);
        }
        case Delivery.Unstored(String gateway, var values) -> {
          ObjectNode data = Answers.object().put("gateway", gateway).put("unstored", true);
          ArrayNode samples = data.putArray("samples");
          values.forEach(value -> samples.add(Shapes.sample(value).put("l", true)));
          event("latest", data, id);
        }
        case Delivery.Backfilled(String gateway, long fromUs, long toUs) ->
            event(
                "backfilled",
                Answers.object()
                    .put("gateway", gateway)
                    .put("from", Shapes.time(fromUs))
                    .put("to", Shapes.time(toUs)),
                id);
        case Delivery.CaughtUp() -> event("caught_up", Answers.object(), id);
        // The page draws gaps from history and from the state of the gateways.
        case Delivery.Gap _, Delivery.Latest _ -> {}
      }
    }
  }

  private static ObjectNode picture(List<Delivery> deliveries) {
    ObjectNode data = Answers.object();
    ArrayNode samples = data.putArray("samples");
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.Latest latest) {
        add(samples, latest.samples());
      }
    }
    return data;
  }

  private static void add(ArrayNode array, List<LiveSample> samples) {
    samples.forEach(sample -> array.add(Shapes.sample(sample)));
  }

  private void fleet(long nowUs) throws SQLException {
    FleetMailbox.Mail mail = mailbox.take(nowUs - gatewaysToldUs >= GATEWAYS_EVERY_US_MIN);
    if (mail.gateways() || nowUs - gatewaysToldUs >= HEARTBEAT_US) {
      gatewaysToldUs = nowUs;
      event("gateways", Answers.object().set("gateways", gateways.all(building)), null);
    }
    if (mail.holds()) {
      ObjectNode data = Answers.object();
      ArrayNode holds = data.putArray("holds");
      services.fleet().holds(building).forEach(hold -> holds.add(Shapes.hold(hold)));
      event("hands", data, null);
    }
    for (String id : mail.commands()) {
      Optional<Command> command = services.fleet().commands().get(id);
      command
          .filter(one -> one.order().point().startsWith(building + "/"))
          .ifPresent(one -> event("command", Shapes.command(one), null));
    }
    if (nowUs - beatUs >= HEARTBEAT_US) {
      beatUs = nowUs;
      event("heartbeat", Answers.object().put("time", Shapes.time(nowUs)), null);
    }
  }

  private void event(String name, JsonNode data, @Nullable String cursor) {
    if (cursor != null) {
      out.append("id: ").append(cursor).append('\n');
    }
    out.append("event: ").append(name).append('\n');
    out.append("data: ").append(Answers.text(data)).append("\n\n");
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
