package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One admitted stream of one gateway, from Welcome to its end. Safe for any thread.
final class Session {
  /// The most blocks that one message may carry.
  static final int BLOCKS_PER_MESSAGE = 500;

  static final long CREDIT_BYTES_MIN = 64 * 1024;
  static final long CREDIT_BYTES_MAX = 4 * 1024 * 1024;

  // Credit follows the store: an alarm stands in the log behind what is in flight before it.
  private static final long QUICK_NANOS = 300_000_000L;
  private static final long SLOW_NANOS = 600_000_000L;

  // Less would make a store that is slow by itself slower still.
  private static final long CREDIT_BYTES_SLOW = 512 * 1024;

  private final Identity identity;
  private final Downlink downlink;
  private final Map<LaneKey, LaneState> lanes = new HashMap<>();
  private volatile @Nullable String building;
  private final long beganNanos;
  private final List<Descent.Closing> closing = new ArrayList<>();
  private final Set<IncarnationId> closed = new HashSet<>();
  private volatile long heardNanos;
  private boolean toldCloned;
  private long interestVersion;
  private Audience.Watched watched = Audience.Watched.NOTHING;
  private long creditBytes = CREDIT_BYTES_MIN;
  private boolean ended;

  /// @param number grows with every session of the gateway
  /// @param generation of the store under which it began
  record Identity(String gateway, long number, long generation, IncarnationId current) {}

  /// @param nowNanos when it begins
  Session(Identity identity, Downlink downlink, List<Downlink.Position> positions, long nowNanos) {
    this.beganNanos = nowNanos;
    this.heardNanos = nowNanos;
    this.identity = identity;
    this.downlink = downlink;
    for (var p : positions) {
      lanes.put(p.lane(), new LaneState(p.lane(), p.next() - 1, p.safe()));
    }
  }

  Identity identity() {
    return identity;
  }

  Downlink downlink() {
    return downlink;
  }

  long beganNanos() {
    return beganNanos;
  }

  /// When the gateway was last heard of.
  long heardNanos() {
    return heardNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /// @return true the first time
  synchronized boolean tellCloned() {
    boolean first = !toldCloned;
    toldCloned = true;
    return first;
  }

  /// Of the audience, when it was last told.
  synchronized long interestVersion() {
    return interestVersion;
  }

  /// Tells what is looked at, if that is news.
  synchronized void interest(long version, Audience.Watched now) {
    interestVersion = version;
    if (!ended && !now.equals(watched)) {
      watched = now;
      downlink.interest(now);
    }
  }

  /// What is closed already, and what will close when the store has come to its end.
  synchronized void descends(Set<IncarnationId> nowClosed, List<Descent.Closing> willClose) {
    closed.addAll(nowClosed);
    closing.addAll(willClose);
  }

  /// Whether a later start of the same card has said that this lane ends before these sequences.
  synchronized boolean isBeyondClosed(LaneKey lane, long last) {
    var state = lanes.get(lane);
    return closed.contains(lane.incarnation()) && state != null && last > state.committed();
  }

  /// What has become whole since the last call: it accepts nothing more from now on.
  synchronized List<IncarnationId> takeWhole() {
    var whole = closing.stream().filter(this::isWhole).map(Descent.Closing::incarnation).toList();
    closing.removeIf(this::isWhole);
    closed.addAll(whole);
    return whole;
  }

  private boolean isWhole(Descent.Closing one) {
    for (int number : new int[] {LaneKey.ALARM, LaneKey.TELEMETRY}) {
      var state = lanes.get(new LaneKey(identity.gateway(), one.incarnation(), number));
      if (one.last(number) > 0 && (state == null || state.committed() < one.last(number))) {
        return false;
      }
    }
    return true;
  }

  /// Null until the gateway's first site model.
  @Nullable String building() {
    return building;
  }

  void building(@Nullable String name) {
    building = name;
  }

  /// Whether the gateway has announced the incarnation of this lane.
  boolean knows(LaneKey lane) {
    return lanes.containsKey(lane);
  }

  synchronized void produced(LaneKey lane, LaneState.Produced block) {
    var state = lanes.get(lane);
    if (state != null) {
      state.produced(block);
    }
  }

  synchronized List<LaneKey> waiting() {
    return lanes.values().stream().filter(LaneState::waits).map(LaneState::lane).toList();
  }

  synchronized List<LaneKey> lanes() {
    return List.copyOf(lanes.keySet());
  }

  synchronized boolean waitsSince(long nanos) {
    return lanes.values().stream().anyMatch(lane -> lane.waitsSince(nanos));
  }

  /// Tells the gateway what the store says about the lanes that were waiting.
  ///
  /// @return how many answers were sent
  synchronized int answer(
      List<LaneKey> asked,
      Progress progress,
      BlockLog.Identity log,
      LaneState.@Nullable LogView view,
      long nowNanos) {
    if (ended) {
      return 0;
    }
    if (progress.generation() != identity.generation()) {
      end(new Downlink.End.Again("the store was restored; say again what the journal holds"));
      return 0;
    }
    int answers = 0;
    for (var key : asked) {
      var lane = lanes.get(key);
      if (lane == null) {
        continue;
      }
      if (lane.committed(progress) instanceof LaneState.Answer.Ack(long committed, long safe)) {
        adaptCredit(lane.waitedNanos(nowNanos));
        downlink.ack(new Downlink.Ack(key, committed, safe, identity.number(), creditBytes));
        answers++;
      }
      if (lane.refused(progress, log, view) instanceof LaneState.Answer.Nack(long next)) {
        downlink.nack(new Downlink.Nack(key, next, identity.number(), ""));
        answers++;
      }
    }
    return answers;
  }

  /// Twice as much after a quick answer, half after a slow one.
  private void adaptCredit(long waitedNanos) {
    if (waitedNanos < QUICK_NANOS) {
      creditBytes = Math.min(creditBytes * 2, CREDIT_BYTES_MAX);
    } else if (waitedNanos > SLOW_NANOS && creditBytes > CREDIT_BYTES_SLOW) {
      creditBytes = Math.max(creditBytes / 2, CREDIT_BYTES_SLOW);
    }
  }

  /// Not now, and the reason; ends the stream.
  synchronized void refuse(long retryAfterMillis, String why) {
    if (!ended) {
      ended = true;
      downlink.notNow(retryAfterMillis, why);
    }
  }

  synchronized void end(Downlink.End why) {
    if (!ended) {
      ended = true;
      downlink.end(why);
    }
  }

  /// The stream is gone.
  synchronized void gone() {
    ended = true;
  }

  synchronized boolean live() {
    return !ended;
  }
}
