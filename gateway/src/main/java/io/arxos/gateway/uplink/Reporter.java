package io.arxos.gateway.uplink;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.driver.Clock;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is told besides blocks: how the gateway is doing, and what is in hand. Remembers how far
/// the cloud had come, so that the backlog is known while there is no connection.
final class Reporter {
  private static final long STATUS_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long HANDS_NANOS = Duration.ofMillis(250).toNanos();

  private record Key(IncarnationId incarnation, Lane lane) {}

  private final UplinkSeams seams;
  private final Clock clock;

  // Valid while the gateway runs.
  private final Map<Key, Long> committed = new HashMap<>();

  /// The block that was oldest when it was last looked at, and its time.
  private Oldest oldest = new Oldest(0, Lane.ALARM, 0, 0);

  private record Oldest(long counter, Lane lane, long from, long wallMicros) {}

  // Valid for one session.
  private long statusAtNanos;
  private long handsAtNanos;
  private Optional<List<Hold>> toldHands = Optional.empty();

  Reporter(UplinkSeams seams, Clock clock) {
    this.seams = seams;
    this.clock = clock;
  }

  void sessionBegins() {
    statusAtNanos = clock.nanos();
    handsAtNanos = clock.nanos();
    toldHands = Optional.empty();
  }

  /// What is due now.
  List<Up> due(SyncSession session) {
    List<Up> messages = new ArrayList<>();
    long now = clock.nanos();
    if (now - handsAtNanos >= 0) {
      handsAtNanos = now + HANDS_NANOS;
      List<Hold> holds = seams.commands().holds();
      if (!toldHands.equals(Optional.of(holds))) {
        toldHands = Optional.of(List.copyOf(holds));
        messages.add(new Up.InHand(holds));
      }
    }
    if (now - statusAtNanos >= 0) {
      statusAtNanos = now + STATUS_NANOS;
      remember(session);
      messages.add(new Up.Status(seams.facts().get(), journalFacts(), clock.wallMicros()));
    }
    return messages;
  }

  void remember(SyncSession session) {
    Map<Key, Long> now = new HashMap<>();
    for (Track track : session.tracks()) {
      now.put(new Key(track.held.header().incarnation(), track.lane), track.committed());
    }
    committed.clear();
    committed.putAll(now);
  }

  /// How long ago the oldest sample was taken that the cloud does not have, of either lane.
  long behindMicros(Backlog alarm, Backlog telemetry) {
    long micros = 0;
    for (Backlog backlog : List.of(alarm, telemetry)) {
      if (backlog.oldestMicros() > 0) {
        micros = Math.max(micros, clock.wallMicros() - backlog.oldestMicros());
      }
    }
    return micros;
  }

  Backlog backlog(Lane lane) {
    long samples = 0;
    long oldest = 0;
    for (Held held : seams.journal().incarnations()) {
      long from = Math.max(committed(held, lane) + 1, held.range(lane).first());
      long here = held.range(lane).last() - from + 1;
      if (here > 0 && samples == 0) {
        oldest = oldest(held, lane, from);
      }
      samples += Math.max(0, here);
    }
    return new Backlog(samples, oldest);
  }

  /// Samples in the journal that the cloud has.
  long committedSamples() {
    long samples = 0;
    for (Held held : seams.journal().incarnations()) {
      for (Lane lane : Lane.values()) {
        Held.Range range = held.range(lane);
        samples += Math.max(0, Math.min(committed(held, lane), range.last()) - range.first() + 1);
      }
    }
    return samples;
  }

  long committed(IncarnationId incarnation, Lane lane) {
    return committed.getOrDefault(new Key(incarnation, lane), 0L);
  }

  private long committed(Held held, Lane lane) {
    return committed(held.header().incarnation(), lane);
  }

  private long oldest(Held held, Lane lane, long from) {
    long counter = held.header().startCounter();
    if (oldest.counter() != counter || oldest.lane() != lane || oldest.from() != from) {
      oldest = new Oldest(counter, lane, from, timeOf(counter, lane, from));
    }
    return oldest.wallMicros();
  }

  private long timeOf(long counter, Lane lane, long from) {
    Found found = seams.journal().next(counter, lane, from);
    if (!(found instanceof Found.Stored stored)) {
      return 0;
    }
    try {
      int row = (int) Math.max(0, from - stored.first());
      return BlockCodec.decode(stored.payload()).wallMicros(row);
    } catch (BadBlock bad) {
      return 0;
    }
  }

  private Up.JournalFacts journalFacts() {
    var figures = seams.figures().get();
    return new Up.JournalFacts(
        backlog(Lane.ALARM),
        backlog(Lane.TELEMETRY),
        figures.bytes(),
        figures.hoursLeft(),
        figures.samplesPerSecond());
  }
}
