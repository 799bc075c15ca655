package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a Hello says of the descent of its process starts, compared with what the cloud has. Pure.
///
/// A start is whole when a later one of the same card says where it ended, and the cloud has come
/// so far: then it closes and accepts nothing more. A card that says it ended before that point, or
/// a start with two children, is something a person must look at; the data is kept either way.
final class Descent {
  private final String gateway;
  private final Announcement hello;
  private final Progress progress;
  private final Lineage.Kin kin;
  private final Set<IncarnationId> live;

  /// Something for people.
  record Finding(Notice.Kind kind, IncarnationId incarnation, String detail) {}

  /// Closes when both lanes have come so far.
  record Closing(IncarnationId incarnation, long lastAlarm, long lastTelemetry) {
    long last(int lane) {
      return lane == LaneKey.ALARM ? lastAlarm : lastTelemetry;
    }
  }

  /// @param progress of every announced lane and of those of the announced parents
  /// @param live the current incarnations of the gateway's other sessions that stay
  Descent(
      String gateway,
      Announcement hello,
      Progress progress,
      Lineage.Kin kin,
      Set<IncarnationId> live) {
    this.gateway = gateway;
    this.hello = hello;
    this.progress = progress;
    this.kin = kin;
    this.live = live;
  }

  /// What people must learn. A session that is still live is not judged here: whether it answers
  /// decides between a card that was put back and a clone.
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Set<IncarnationId> forked = new HashSet<>();
    for (Lineage.Sibling sibling : kin.siblings()) {
      IncarnationId parent = sibling.parent();
      if (!live.contains(sibling.child()) && !live.contains(parent) && forked.add(parent)) {
        findings.add(
            new Finding(
                Notice.Kind.ROLLED_BACK,
                hello.current(),
                "its card was put back to an older state, re-flashed or copied: "
                    + brief(sibling.child())
                    + " went on from "
                    + brief(parent)
                    + " too; what that had not yet sent is not on this card"));
      }
    }
    for (Ledger.Announced one : hello.incarnations()) {
      IncarnationId parent = one.parent();
      if (parent == null || live.contains(parent) || forked.contains(parent)) {
        continue;
      }
      long more = more(parent, LaneKey.ALARM, one.parentLastAlarm());
      more += more(parent, LaneKey.TELEMETRY, one.parentLastTelemetry());
      if (more > 0) {
        findings.add(
            new Finding(
                Notice.Kind.DISK_LOST_DATA,
                one.incarnation(),
                "the cloud has "
                    + more
                    + " samples of "
                    + brief(parent)
                    + " that the gateway's disk had said it had synced and then did not have; they"
                    + " are kept here"));
      }
    }
    return findings;
  }

  /// Closed ones that have more after all: they are open again, and somebody must look at it.
  List<IncarnationId> reopened() {
    return kin.closed().stream()
        .filter(one -> one.equals(hello.current()) || hasMore(one))
        .toList();
  }

  /// Those that stay closed.
  Set<IncarnationId> closed() {
    Set<IncarnationId> closed = new HashSet<>(kin.closed());
    closed.removeAll(reopened());
    return closed;
  }

  /// Those that close when the cloud has come to where they ended.
  List<Closing> closing() {
    Map<IncarnationId, Ledger.Announced> byId = new HashMap<>();
    hello.incarnations().forEach(one -> byId.put(one.incarnation(), one));
    Set<IncarnationId> reopened = new HashSet<>(reopened());
    List<Closing> closing = new ArrayList<>();
    Ledger.Announced child = byId.remove(hello.current());
    while (child != null && child.parent() != null) {
      IncarnationId parent = child.parent();
      boolean isClosed = kin.closed().contains(parent) && !reopened.contains(parent);
      if (!isClosed && !live.contains(parent)) {
        closing.add(
            new Closing(
                parent,
                Math.max(child.parentLastAlarm(), held(parent, LaneKey.ALARM)),
                Math.max(child.parentLastTelemetry(), held(parent, LaneKey.TELEMETRY))));
      }
      child = byId.remove(parent);
    }
    return closing;
  }

  private boolean hasMore(IncarnationId one) {
    return held(one, LaneKey.ALARM) >= next(one, LaneKey.ALARM)
        || held(one, LaneKey.TELEMETRY) >= next(one, LaneKey.TELEMETRY);
  }

  private long more(IncarnationId parent, int lane, long claimed) {
    return Math.max(0, next(parent, lane) - 1 - claimed);
  }

  private long held(IncarnationId incarnation, int lane) {
    return hello.lasts().getOrDefault(new LaneKey(gateway, incarnation, lane), 0L);
  }

  private long next(IncarnationId incarnation, int lane) {
    return progress.next(new LaneKey(gateway, incarnation, lane));
  }

  /// Enough of it to tell it from others.
  static String brief(IncarnationId incarnation) {
    return incarnation.toString().substring(0, 8);
  }
}
