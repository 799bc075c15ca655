package io.arxos.gateway.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How far the cloud has each lane, as it said last.
final class Confirmations {
  /// @param safe at most `committed`
  record Upto(long committed, long safe) {}

  private record Key(long startCounter, Lane lane) {}

  private final Map<Key, Upto> said = new ConcurrentHashMap<>();

  void put(long startCounter, Lane lane, Upto upTo) {
    said.put(
        new Key(startCounter, lane),
        new Upto(upTo.committed(), Math.min(upTo.committed(), upTo.safe())));
  }

  Upto of(long startCounter, Lane lane) {
    return said.getOrDefault(new Key(startCounter, lane), new Upto(0, 0));
  }

  void forget(long startCounter) {
    said.keySet().removeIf(key -> key.startCounter() == startCounter);
  }
}
