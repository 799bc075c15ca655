package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.sparkplug.Outcome.Said;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node itself, or one of its devices: what was born with it.
final class Member {
  private final String address;
  private final Budget budget;
  private final Map<String, Born> byName = new LinkedHashMap<>();
  private final Map<Long, Born> byAlias = new HashMap<>();
  private boolean online;

  /// Since when a birth must come again, because the node's has; null when none must.
  private @Nullable Instant awaited;

  /// What may be remembered of all nodes together.
  static final class Budget {
    private static final int COST_MAX = 24 << 20;
    private int cost;

    boolean take(int more) {
      if (cost + more > COST_MAX) {
        return false;
      }
      cost += more;
      return true;
    }

    void give(int back) {
      cost -= back;
    }
  }

  Member(String address, Budget budget) {
    this.address = address;
    this.budget = budget;
  }

  boolean online() {
    return online && awaited == null;
  }

  /// The node was born again: so must this be.
  void await(Instant now) {
    if (online && awaited == null) {
      awaited = now;
    }
  }

  boolean awaitedTooLong(Instant limit) {
    return awaited != null && !awaited.isAfter(limit);
  }

  @Nullable Born named(String name) {
    return byName.get(name);
  }

  @Nullable Born aliased(long alias) {
    return byAlias.get(alias);
  }

  /// Takes what a birth says; what was born before and is not any more is down.
  void birth(SparkplugPayload payload, boolean retained, Outcome outcome) {
    var before = new LinkedHashMap<>(byName);
    forget();
    online = true;
    awaited = null;
    for (Metric metric : payload.metrics()) {
      boolean template = metric.value() instanceof Raw.Parts;
      if (template && metric.alias() != null && !remember(born(metric.name(), metric, false))) {
        outcome.complain("more metrics than can be kept");
      }
      for (var leaf : Leaves.of(metric.name(), metric)) {
        Born born = born(leaf.name(), leaf.metric(), template);
        if (!remember(born)) {
          outcome.complain("more metrics than can be kept");
        } else if (!Leaves.isSession(born.name())) {
          outcome.say(said(born, leaf.metric(), payload, retained));
        }
        before.remove(leaf.name());
      }
    }
    for (Born gone : before.values()) {
      if (!byName.containsKey(gone.name())) {
        down(gone, "metric is not of the device any more", null, outcome);
      }
    }
  }

  private static Born born(String name, Metric metric, boolean inTemplate) {
    return new Born(
        name,
        inTemplate ? null : metric.alias(),
        metric.type(),
        Properties.readOnly(metric.properties()),
        inTemplate);
  }

  private boolean remember(Born born) {
    if (!budget.take(born.cost())) {
      return false;
    }
    Born before = byName.put(born.name(), born);
    if (before != null) {
      budget.give(before.cost());
    }
    if (born.alias() != null) {
      byAlias.put(born.alias(), born);
    }
    return true;
  }

  private void forget() {
    byName.values().forEach(born -> budget.give(born.cost()));
    byName.clear();
    byAlias.clear();
  }

  /// Takes a metric of data that was found here.
  void data(Born born, Metric metric, SparkplugPayload payload, boolean retained, Outcome outcome) {
    if (!(metric.value() instanceof Raw.Parts)) {
      outcome.say(said(born, metric, payload, retained));
      return;
    }
    for (var leaf : Leaves.of(born.name(), metric)) {
      Born member = byName.get(leaf.name());
      if (member == null) {
        outcome.complain("metric was never born");
      } else {
        outcome.say(said(member, leaf.metric(), payload, retained));
      }
    }
  }

  /// @param time when the device says that it went; null when somebody else does
  void death(String reason, @Nullable Instant time, Outcome outcome) {
    if (online) {
      byName.values().stream()
          .filter(born -> !Leaves.isSession(born.name()) && !isTemplate(born))
          .forEach(born -> down(born, reason, time, outcome));
    }
    online = false;
    awaited = null;
  }

  private static boolean isTemplate(Born born) {
    return DataType.of(born.type()) == DataType.TEMPLATE;
  }

  private void down(Born born, String reason, @Nullable Instant time, Outcome outcome) {
    var origin = new Origin(time, null, false, false);
    var reading = new Reading.Bad(Reading.Kind.DOWN, reason, origin);
    outcome.say(new Said(address, born.name(), reading, false));
  }

  private Said said(Born born, Metric metric, SparkplugPayload payload, boolean retained) {
    Long millis = metric.timestamp() == null ? payload.timestamp() : metric.timestamp();
    Instant time = millis == null ? null : Typed.instant(millis);
    var origin = new Origin(time, null, retained || metric.historical(), false);
    return new Said(address, born.name(), reading(born, metric, origin), metric.historical());
  }

  private static Reading reading(Born born, Metric metric, Origin origin) {
    var quality = Properties.quality(metric.properties());
    if (quality != null) {
      return new Reading.Bad(quality.kind(), quality.reason(), origin);
    }
    if (metric.empty()) {
      return new Reading.Bad(Reading.Kind.FAULT, "value is null", origin);
    }
    var type = DataType.of(metric.type() == 0 ? born.type() : metric.type());
    var typed = Typed.of(type, metric.value());
    return typed.value() == null
        ? new Reading.Bad(Reading.Kind.FAULT, typed.wrong(), origin)
        : new Reading.Good(typed.value(), origin);
  }
}
