package io.arxos.gateway.uplink;

import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Damaged;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is sent next, from Welcome to the end of one stream. No network, no thread, no time.
final class SyncSession {
  static final long CREDIT_START_BYTES = 64 << 10;

  // Of the message around a payload, and of a gap record.
  private static final int FRAME_BYTES = 64;

  private record Key(IncarnationId incarnation, Lane lane) {}

  private final Journal journal;
  private final long session;

  /// In the order of sending: alarms first, and in each lane the oldest incarnation first.
  private final List<Track> tracks = new ArrayList<>();

  private final Map<Key, Track> byKey = new HashMap<>();
  private long creditMaxBytes;
  private long creditBytes;
  private String problem = "";

  SyncSession(Journal journal, Down.Welcome welcome) {
    this.journal = journal;
    this.session = welcome.session();
    this.creditMaxBytes = welcome.creditBytes();
    this.creditBytes = Math.min(CREDIT_START_BYTES, creditMaxBytes);
    Map<Key, Down.Position> positions = new HashMap<>();
    welcome.positions().forEach(one -> positions.put(new Key(one.incarnation(), one.lane()), one));
    for (Lane lane : Lane.values()) {
      for (Held held : journal.incarnations()) {
        var key = new Key(held.header().incarnation(), lane);
        Down.Position position = positions.get(key);
        Track track =
            position == null
                ? new Track(held, lane, 1, 0)
                : new Track(held, lane, position.nextExpected(), position.safe());
        tracks.add(track);
        byKey.put(key, track);
      }
    }
  }

  /// The next block or gap record; empty when there is nothing, or no credit.
  Optional<Up> next() {
    problem = "";
    for (Track track : tracks) {
      if (track.next() > last(track)) {
        continue;
      }
      if (inFlightBytes() >= creditBytes && inFlightBytes() > 0) {
        return Optional.empty();
      }
      Up.Block heldBack = track.heldBack();
      if (heldBack != null) {
        return admit(track, heldBack);
      }
      Found found = journal.next(track.counter(), track.lane, track.next());
      switch (found) {
        case Stored stored when stored.first() > track.next() -> {
          return trimmed(track, stored.first() - 1);
        }
        case Stored stored -> {
          Up.Place place = place(track, stored.first(), stored.last());
          return admit(track, new Up.Block(place, stored.payload()));
        }
        case Damaged damaged when damaged.first() > track.next() -> {
          return trimmed(track, damaged.first() - 1);
        }
        case Damaged damaged -> {
          return gap(track, damaged.last(), "damaged on the gateway's disk: " + damaged.reason());
        }
        case Nothing _ -> {
          return trimmed(track, last(track));
        }
        // Not a loss: perhaps it can be read later. The other lanes go on.
        case Unreadable(String reason) -> problem = "the journal cannot be read: " + reason;
      }
    }
    return Optional.empty();
  }

  void acknowledged(Down.Ack ack) {
    Track track = find(ack.session(), ack.position().incarnation(), ack.position().lane());
    if (track == null) {
      return;
    }
    track.acknowledged(ack.committed(), ack.position().safe());
    if (ack.creditBytes() > 0) {
      creditMaxBytes = ack.creditBytes();
    }
    creditBytes = Math.min(creditBytes * 2, creditMaxBytes);
  }

  void refused(Down.Nack nack) {
    Track track = find(nack.session(), nack.incarnation(), nack.lane());
    if (track != null) {
      track.sendAgainFrom(nack.next());
    }
  }

  /// Trims what is safe and older.
  void trim(long olderThanMicros) {
    for (Track track : tracks) {
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

  List<Track> tracks() {
    return tracks;
  }

  /// Lanes in which the cloud has more than this disk: it had said it had synced what it then lost.
  List<Track> aheadOfTheDisk() {
    return tracks.stream().filter(track -> track.committed() > last(track)).toList();
  }

  long inFlightBytes() {
    return tracks.stream().mapToLong(Track::inFlightBytes).sum();
  }

  private Optional<Up> admit(Track track, Up.Block block) {
    int bytes = block.payload().length + FRAME_BYTES;
    long inFlight = inFlightBytes();
    if (inFlight > 0 && inFlight + bytes > creditBytes) {
      track.holdBack(block);
      return Optional.empty();
    }
    track.sent(block.place().last(), bytes);
    return Optional.of(block);
  }

  private Optional<Up> trimmed(Track track, long last) {
    return gap(track, last, "no longer in the gateway's journal");
  }

  private Optional<Up> gap(Track track, long last, String reason) {
    var gap = new Up.Gap(place(track, track.next(), last), reason);
    track.sent(last, FRAME_BYTES);
    return Optional.of(gap);
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
