package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.mqtt.sparkplug.Outcome.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks nodes for a new birth: each at most every ten seconds, more and more rarely while it does
/// not answer, and all together so rarely that a building of nodes that has lost its host does not
/// answer at once.
final class Rebirths {
  static final String METRIC = "Node Control/Rebirth";

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int EACH_SECOND_MAX = 20;

  private final Map<String, Asked> byNode = new LinkedHashMap<>();
  private Instant second = Instant.EPOCH;
  private int inSecond;
  private boolean newlyWanted;

  /// @param wanted since the last one was asked for
  /// @param last when it was; null when it never was
  private record Asked(boolean wanted, @Nullable Instant last, Duration pause) {
    boolean mayBeAsked(Instant now) {
      return wanted && (last == null || now.isBefore(last) || !now.isBefore(last.plus(pause)));
    }

    /// It stays wanted until the node is born: a request may be lost like anything else.
    Asked again(Instant now) {
      Duration next = pause.multipliedBy(2);
      return new Asked(
          true, now, last == null ? FIRST : next.compareTo(LONGEST) < 0 ? next : LONGEST);
    }
  }

  /// @param node `GROUP/NODE`
  void want(String node) {
    newlyWanted = true;
    Asked before = byNode.get(node);
    if (before == null && byNode.size() >= SparkplugHost.NODES_MAX) {
      return;
    }
    byNode.put(
        node,
        before == null
            ? new Asked(true, null, FIRST)
            : new Asked(true, before.last(), before.pause()));
  }

  /// Whether anybody was wanted since the last time that nodes were asked.
  boolean newlyWanted() {
    return newlyWanted;
  }

  /// The node was born.
  void born(String node) {
    Asked before = byNode.get(node);
    if (before != null) {
      byNode.put(node, new Asked(false, before.last(), FIRST));
    }
  }

  void forget() {
    byNode.clear();
  }

  /// Asks those that are due: those first that were not asked for longest.
  void ask(Instant now, Outcome outcome) {
    newlyWanted = false;
    List<String> due = new ArrayList<>();
    byNode.forEach((node, asked) -> {
      if (asked.mayBeAsked(now)) {
        due.add(node);
      }
    });
    for (String node : due) {
      if (Duration.between(second, now).abs().compareTo(Duration.ofSeconds(1)) >= 0) {
        second = now;
        inSecond = 0;
      }
      if (inSecond == EACH_SECOND_MAX) {
        return;
      }
      inSecond++;
      Asked asked = byNode.remove(node);
      if (asked != null) {
        byNode.put(node, asked.again(now));
      }
      outcome.ask(
          new Request(SparkplugTopic.command(node), PayloadWriter.rebirth(now.toEpochMilli())));
    }
  }
}
