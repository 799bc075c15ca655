package io.arxos.gateway.uplink;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is sent next, from Welcome to the end of one stream. No network, no thread, no time.
final class SyncSession {
  static final long CREDIT_START_BYTES = 64 << 10;

  /// The most blocks in one message, whatever the cloud allows.
  static final int MESSAGE_BLOCKS_MAX = 1_000;

  /// A message of several blocks does not become longer, so that an alarm never waits for long.
  static final int MESSAGE_BYTES_MAX = 64 << 10;

  // Of the message around a payload, and of a gap record.
  private static final int FRAME_BYTES = 64;

  // Around a further block of a message.
  private static final int BLOCK_BYTES = 4;

  private record Key(IncarnationId incarnation, Lane lane) {}

  private final Journal journal;
  private final long session;

  /// In the order of sending: alarms first.
  private final List<LaneTracks> lanes = new ArrayList<>();

  private final Map<Key, Track> byKey = new LinkedHashMap<>();
  private final int blocksPerMessage;
  private long creditMaxBytes;
  private long creditBytes;
  private long inFlightBytes;
  private String problem = "";

  /// The tracks of one lane, the oldest incarnation first.
  private static final class LaneTracks {
    final List<Track> tracks = new ArrayList<>();

    /// Tracks before this one have nothing more to send.
    int begin;
  }

  SyncSession(Journal journal, Down.Welcome welcome) {
    this.journal = journal;
    this.session = welcome.session();
    this.blocksPerMessage = Math.clamp(welcome.blocksPerMessage(), 1, MESSAGE_BLOCKS_MAX);
    this.creditMaxBytes = welcome.creditBytes();
    this.creditBytes = Math.min(CREDIT_START_BYTES, creditMaxBytes);
    Map<Key, Down.Position> positions = new HashMap<>();
    welcome.positions().forEach(one -> positions.put(new Key(one.incarnation(), one.lane()), one));
    for (Lane lane : Lane.values()) {
      var ofLane = new LaneTracks();
      for (Held held : journal.incarnations()) {
        var key = new Key(held.header().incarnation(), lane);
        Down.Position position = positions.get(key);
        Track track =
            position == null
                ? new Track(held, lane, 1, 0)
                : new Track(held, lane, position.nextExpected(), position.safe());
        journal.confirmed(track.counter(), lane, track.committed(), track.safe());
        ofLane.tracks.add(track);
        byKey.put(key, track);
      }
      lanes.add(ofLane);
    }
  }

  /// The next blocks or gap record; empty when there is nothing, or no credit.
  Optional<Up> next() {
    problem = "";
    for (LaneTracks lane : lanes) {
      for (int i = lane.begin; i < lane.tracks.size(); i++) {
        Track track = lane.tracks.get(i);
        if (track.next() <= last(track)) {
          if (inFlightBytes >= creditBytes && inFlightBytes > 0) {
            return Optional.empty();
          }
          Optional<Up> message = of(track);
          if (message.isPresent() || problem.isEmpty()) {
            return message;
          }
        } else if (i == lane.begin && i < lane.tracks.size() - 1) {
          lane.begin++; // only the last, the current incarnation, still grows
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Up> of(Track track) {
    Stored heldBack = track.heldBack();
    Found found =
        heldBack == null ? journal.next(track.counter(), track.lane, track.next()) : heldBack;
    return switch (found) {
      case Stored stored when stored.first() > track.next() ->
          trimmed(track, stored.first() - 1, beginMicros(stored));
      case Stored stored -> blocks(track, stored);
      case Gone gone when gone.first() > track.next() ->
          trimmed(track, gone.first() - 1, gone.fromMicros());
      case Gone gone -> {
        Up.Place place = place(track, track.next(), gone.last());
        var span = new Up.Span(gone.fromMicros(), gone.toMicros());
        yield gap(track, new Up.Gap(place, gone.reason(), span));
      }
      case Nothing _ -> trimmed(track, last(track), 0);
      case Unreadable(String reason) -> {
        // Not a loss: perhaps it can be read later. The others go on.
        problem = "the journal cannot be read: " + reason;
        yield Optional.empty();
      }
    };
  }

  /// As many blocks as follow without a hole, and message and credit hold. A block greater than the
  /// whole credit goes when nothing else is in flight.
  private Optional<Up> blocks(Track track, Stored head) {
    int bytes = head.payload().length + FRAME_BYTES;
    if (inFlightBytes > 0 && inFlightBytes + bytes > creditBytes) {
      track.holdBack(head);
      return Optional.empty();
    }
    List<byte[]> payloads = new ArrayList<>();
    payloads.add(head.payload());
    long last = head.last();
    if (blocksPerMessage > 1 && last < last(track) && bytes < MESSAGE_BYTES_MAX) {
      long room = MESSAGE_BYTES_MAX - bytes;
      for (Stored more : journal.run(track.counter(), track.lane, last + 1, room)) {
        int further = more.payload().length + BLOCK_BYTES;
        if (payloads.size() == blocksPerMessage
            || bytes + further > MESSAGE_BYTES_MAX
            || inFlightBytes + bytes + further > creditBytes) {
          track.holdBack(more);
          break;
        }
        payloads.add(more.payload());
        bytes += further;
        last = more.last();
      }
    }
    var place = place(track, head.first(), last);
    sent(track, last, bytes);
    return Optional.of(new Up.Block(place, payloads));
  }

  void acknowledged(Down.Ack ack) {
    Track track = find(ack.session(), ack.position().incarnation(), ack.position().lane());
    if (track == null) {
      return;
    }
    inFlightBytes -= track.inFlightBytes();
    track.acknowledged(ack.committed(), ack.position().safe());
    inFlightBytes += track.inFlightBytes();
    journal.confirmed(track.counter(), track.lane, track.committed(), track.safe());
    if (ack.creditBytes() > 0) {
      creditMaxBytes = ack.creditBytes();
    }
    creditBytes = Math.min(creditBytes * 2, creditMaxBytes);
  }

  void refused(Down.Nack nack) {
    Track track = find(nack.session(), nack.incarnation(), nack.lane());
    if (track != null) {
      inFlightBytes -= track.inFlightBytes();
      track.sendAgainFrom(nack.next());
      lanes.forEach(lane -> lane.begin = 0);
    }
  }

  /// Trims what is safe and older.
  void trim(long olderThanMicros) {
    for (Track track : byKey.values()) {
      Trimming.trim(journal, track, olderThanMicros);
    }
  }

  long session() {
    return session;
  }

  /// Why the last call of [#next] could not read something; "" when it could.
  String problem() {
    return problem;
  }

  Collection<Track> tracks() {
    return byKey.values();
  }

  /// Lanes in which the cloud has more than this disk: it had said it had synced what it then lost.
  List<Track> aheadOfTheDisk() {
    return byKey.values().stream().filter(track -> track.committed() > last(track)).toList();
  }

  long inFlightBytes() {
    return inFlightBytes;
  }

  /// What was trimmed lies between the start of its process and what follows.
  ///
  /// @param toMicros UTC of what follows; 0 when that is not known
  private Optional<Up> trimmed(Track track, long last, long toMicros) {
    Up.Place place = place(track, track.next(), last);
    long fromMicros = track.held.header().birth().wallMicros();
    Up.Span span =
        fromMicros > 0 && toMicros >= fromMicros
            ? new Up.Span(fromMicros, toMicros)
            : Up.Span.UNKNOWN;
    return gap(track, new Up.Gap(place, "no longer in the gateway's journal", span));
  }

  private static long beginMicros(Stored stored) {
    try {
      return BlockCodec.decode(stored.payload()).wallMicros(0);
    } catch (BadBlock bad) {
      return 0;
    }
  }

  private Optional<Up> gap(Track track, Up.Gap gap) {
    sent(track, gap.place().last(), FRAME_BYTES);
    return Optional.of(gap);
  }

  private void sent(Track track, long last, int bytes) {
    track.sent(last, bytes);
    inFlightBytes += bytes;
  }

  private Up.Place place(Track track, long first, long last) {
    return new Up.Place(track.held.header().incarnation(), track.lane, first, last, session);
  }

  private @org.jspecify.annotations.Nullable Track find(
      long ofSession, IncarnationId incarnation, Lane lane) {
    return ofSession == session ? byKey.get(new Key(incarnation, lane)) : null;
  }

  /// The last synced sequence; only the current incarnation still grows.
  private long last(Track track) {
    Held now = journal.held(track.counter());
    return (now == null ? track.held : now).range(track.lane).last();
  }
}
