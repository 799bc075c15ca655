package io.arxos.driver.mqtt.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node and its devices: which are alive, and which message comes next.
///
/// A message that comes before its turn waits for those that are missing. When they do not come in
/// time, what waits is taken as it is, and a new birth is wanted, because what is missing may have
/// been one.
final class NodeState {
  static final int DEVICES_MAX = 1_000;
  private static final int HELD_MAX = 64;
  private static final int RECENT_MAX = 16;
  private static final int AHEAD_MAX = 128;

  /// How long a device may take to be born again after its node.
  private static final Duration DEVICE_BIRTH_MAX = Duration.ofSeconds(30);

  private final String address;
  private final Duration reorderTimeout;
  private final Member.Budget budget;
  private final Runnable wantsBirth;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<Heard> held = new ArrayList<>();
  private final Deque<Integer> recent = new ArrayDeque<>();
  private @Nullable Instant gapSince;
  private @Nullable Long bdSeq;
  private int next = -1;

  /// A message.
  ///
  /// @param hash of its bytes
  record Heard(SparkplugTopic topic, SparkplugPayload payload, int hash, boolean retained) {
    /// -1 when it has none.
    int seq() {
      return payload.seq() == null ? -1 : (int) (payload.seq() & 0xFF);
    }
  }

  /// @param reorderTimeout zero: nothing waits for a missing message
  NodeState(String address, Duration reorderTimeout, Member.Budget budget, Runnable wantsBirth) {
    this.address = address;
    this.reorderTimeout = reorderTimeout;
    this.budget = budget;
    this.wantsBirth = wantsBirth;
    members.put("", new Member(address, budget));
  }

  /// The node itself or a device; null when it was never born.
  @Nullable Member member(String device) {
    return members.get(device);
  }

  boolean online() {
    return node().online();
  }

  private Member node() {
    return members.computeIfAbsent("", _ -> new Member(address, budget));
  }

  void hear(Heard message, Instant now, Outcome outcome) {
    switch (message.topic().verb()) {
      case NBIRTH -> born(message, now, outcome);
      case NDEATH -> died(message.payload(), outcome);
      case NDATA, DBIRTH, DDATA, DDEATH -> inTurn(message, now, outcome);
      case NCMD, DCMD -> {} // somebody's command, this host's own for one
    }
  }

  private void born(Heard message, Instant now, Outcome outcome) {
    SparkplugPayload payload = message.payload();
    bdSeq = payload.bdSeq();
    node().birth(payload, message.retained(), outcome);
    members.forEach((device, member) -> {
      if (!device.isEmpty()) {
        member.await(now);
      }
    });
    next = message.seq() < 0 ? -1 : message.seq() + 1 & 0xFF;
    recent.clear();
    // What waits may be of this session already: births overtake each other too.
    held.removeIf(waiting -> !isAfter(waiting.payload(), payload));
    gapSince = held.isEmpty() ? null : now;
    drain(outcome);
  }

  private static boolean isAfter(SparkplugPayload waiting, SparkplugPayload birth) {
    return waiting.timestamp() != null
        && birth.timestamp() != null
        && waiting.timestamp() >= birth.timestamp();
  }

  /// A death of a session before this one comes late: its will was sent when the broker noticed.
  private void died(SparkplugPayload payload, Outcome outcome) {
    Long of = payload.bdSeq();
    if (of != null && bdSeq != null && !of.equals(bdSeq)) {
      outcome.complain("death is of another session than the birth");
      return;
    }
    held.clear();
    gapSince = null;
    next = -1;
    members.values().forEach(member -> member.death("the node is offline", null, outcome));
  }

  private void inTurn(Heard message, Instant now, Outcome outcome) {
    if (!online()) {
      wantsBirth.run();
      outcome.complain("the node was not born yet; a birth is asked for");
      return;
    }
    int seq = message.seq();
    if (seq < 0 || next < 0 || seq == next) {
      take(message, outcome);
      drain(outcome);
      return;
    }
    if (recent.contains(31 * seq + message.hash())) {
      return; // the same again
    }
    if (reorderTimeout.isZero() || held.size() >= HELD_MAX) {
      held.add(message);
      giveUp(outcome);
      return;
    }
    held.add(message);
    gapSince = gapSince == null ? now : gapSince;
  }

  private void drain(Outcome outcome) {
    boolean found = true;
    while (found && !held.isEmpty()) {
      found = false;
      for (int i = 0; i < held.size() && !found; i++) {
        if (held.get(i).seq() == next) {
          take(held.remove(i), outcome);
          found = true;
        }
      }
    }
    if (held.isEmpty()) {
      gapSince = null;
    }
  }

  /// What is missing does not come any more.
  private void giveUp(Outcome outcome) {
    var waiting = new ArrayList<>(held);
    held.clear();
    gapSince = null;
    int from = next;
    waiting.sort(Comparator.comparingInt(one -> one.seq() - from & 0xFF));
    List<Heard> late =
        waiting.stream().filter(one -> (one.seq() - from & 0xFF) >= AHEAD_MAX).toList();
    waiting.removeAll(late);
    outcome.complain("a message is missing; a birth is asked for");
    wantsBirth.run();
    late.forEach(one -> take(one, outcome));
    next = from;
    if (waiting.isEmpty() && !late.isEmpty()) {
      next = late.getLast().seq() + 1 & 0xFF; // not late, but after a long silence
    }
    waiting.forEach(one -> take(one, outcome));
  }

  private void take(Heard message, Outcome outcome) {
    if (message.seq() >= 0) {
      next = message.seq() + 1 & 0xFF;
      recent.add(31 * message.seq() + message.hash());
      if (recent.size() > RECENT_MAX) {
        recent.remove();
      }
    }
    String device = message.topic().device();
    switch (message.topic().verb()) {
      case DBIRTH -> bornDevice(device, message, outcome);
      case DDEATH -> {
        Member member = members.get(device);
        Long millis = message.payload().timestamp();
        if (member != null) {
          Instant time = millis == null ? null : Typed.instant(millis);
          member.death("the device is offline", time, outcome);
        }
      }
      default -> data(device, message, outcome);
    }
  }

  private void bornDevice(String device, Heard message, Outcome outcome) {
    if (!members.containsKey(device) && members.size() > DEVICES_MAX) {
      outcome.complain("more devices than can be kept");
      return;
    }
    members
        .computeIfAbsent(device, _ -> new Member(message.topic().address(), budget))
        .birth(message.payload(), message.retained(), outcome);
  }

  private void data(String device, Heard message, Outcome outcome) {
    Member member = members.get(device);
    if (member == null || !member.online()) {
      wantsBirth.run();
      outcome.complain("the device was not born yet; a birth is asked for");
      return;
    }
    for (Metric metric : message.payload().metrics()) {
      Member owner = member;
      Born born = find(member, metric);
      if (born == null && metric.name().isEmpty() && metric.alias() != null) {
        // Aliases are unique in the node: some nodes tell what belongs to a device themselves.
        for (Member other : members.values()) {
          Born there = other.online() ? other.aliased(metric.alias()) : null;
          born = there == null ? born : there;
          owner = there == null ? owner : other;
        }
      }
      if (born == null) {
        wantsBirth.run();
        outcome.complain("metric was never born; a birth is asked for");
      } else if (!Leaves.isSession(born.name())) {
        owner.data(born, metric, message.payload(), message.retained(), outcome);
      }
    }
  }

  private static @Nullable Born find(Member member, Metric metric) {
    if (!metric.name().isEmpty()) {
      Born named = member.named(metric.name());
      // An instance of a template without an alias is known by its members only.
      return named == null && metric.value() instanceof Raw.Parts
          ? new Born(metric.name(), null, metric.type(), true, false)
          : named;
    }
    return metric.alias() == null ? null : member.aliased(metric.alias());
  }

  /// What time alone brings.
  void due(Instant now, Outcome outcome) {
    Instant since = gapSince;
    if (since != null && now.isBefore(since)) {
      gapSince = now; // the clock was set back
    } else if (since != null && !now.isBefore(since.plus(reorderTimeout))) {
      giveUp(outcome);
    }
    for (Member member : members.values()) {
      if (member.awaitedTooLong(now.minus(DEVICE_BIRTH_MAX))) {
        member.death("the device was not born again after its node", null, outcome);
        wantsBirth.run();
      }
    }
  }

  boolean waits() {
    return gapSince != null;
  }
}
