package io.arxos.gateway.uplink;

import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// How far one lane of one incarnation has come in this session.
final class Track {
  /// @param last sequence, for blocks and gaps alike
  private record InFlight(long last, int bytes) {}

  final Held held;
  final Lane lane;

  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private long inFlightBytes;

  /// The first sequence that was not sent.
  private long next;

  private long committed;
  private long safe;

  /// Read already, and waiting for credit.
  private Found.@Nullable Stored heldBack;

  Track(Held held, Lane lane, long nextExpected, long safe) {
    this.held = held;
    this.lane = lane;
    this.next = Math.max(1, nextExpected);
    this.committed = next - 1;
    this.safe = safe;
  }

  long counter() {
    return held.header().startCounter();
  }

  long next() {
    return next;
  }

  long committed() {
    return committed;
  }

  long safe() {
    return safe;
  }

  long inFlightBytes() {
    return inFlightBytes;
  }

  Found.@Nullable Stored heldBack() {
    return heldBack;
  }

  void holdBack(Found.Stored block) {
    heldBack = block;
  }

  /// A message has gone; what is held back stays, when it goes on behind it.
  void sent(long last, int bytes) {
    inFlight.add(new InFlight(last, bytes));
    inFlightBytes += bytes;
    next = last + 1;
    if (heldBack != null && heldBack.first() != next) {
      heldBack = null;
    }
  }

  void acknowledged(long nowCommitted, long nowSafe) {
    committed = Math.max(committed, nowCommitted);
    safe = Math.max(safe, nowSafe);
    while (!inFlight.isEmpty() && inFlight.getFirst().last() <= committed) {
      inFlightBytes -= inFlight.removeFirst().bytes();
    }
    if (next <= committed) {
      next = committed + 1;
      heldBack = null;
    }
  }

  void sendAgainFrom(long first) {
    inFlight.clear();
    inFlightBytes = 0;
    next = Math.max(1, first);
    heldBack = null;
  }
}
