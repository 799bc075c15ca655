package io.arxos.bench;

import io.arxos.cloud.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What has arrived in the store, and when each alarm did.
final class SyncWatch {
  private static final String CURSORS =
      "select incarnation, lane, next from cursor where gateway = '" + SyncGateway.ID + "'";
  private static final int ALARM = 1;

  private final Store store;
  private final long backlog;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile String current = "";
  private volatile long beganNanos;

  // Guarded by this: when an alarm was journaled, and how long it took, by its number.
  private final SortedMap<Long, Long> journaledNanos = new TreeMap<>();
  private final List<Double> alarmSeconds = new ArrayList<>();

  SyncWatch(Store store, long backlog) {
    this.store = store;
    this.backlog = backlog;
  }

  /// Reads what the gateway says, until it ends.
  void follow(BufferedReader gateway) {
    Thread.ofVirtual()
        .name("sync-watch")
        .start(() -> {
          try {
            for (String line = gateway.readLine(); line != null; line = gateway.readLine()) {
              heard(line.split(" "));
            }
          } catch (IOException e) {
            // It has ended.
          }
        });
  }

  private void heard(String[] words) {
    switch (words[0]) {
      case "begin" -> {
        current = words[1];
        beganNanos = System.nanoTime();
        begun.countDown();
      }
      case "alarm" -> {
        synchronized (this) {
          journaledNanos.put(Long.parseLong(words[1]), System.nanoTime());
        }
      }
      default -> System.err.println("bench: the gateway says " + String.join(" ", words));
    }
  }

  /// @return when the uplink began
  long awaitBegin(int seconds) throws InterruptedException {
    if (!begun.await(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the gateway did not begin");
    }
    return beganNanos;
  }

  /// Looks into the store once.
  ///
  /// @return true when the whole backlog is there
  boolean look() throws SQLException {
    return store.inTransaction(db -> {
      long old = 0;
      try (var sql = db.createStatement();
          var rows = sql.executeQuery(CURSORS)) {
        while (rows.next()) {
          boolean now = HexFormat.of().formatHex(rows.getBytes(1)).equals(current);
          if (now && rows.getInt(2) == ALARM) {
            committed(rows.getLong(3));
          } else if (!now) {
            old += rows.getLong(3) - 1;
          }
        }
      }
      return old >= backlog;
    });
  }

  private synchronized void committed(long next) {
    long now = System.nanoTime();
    var there = journaledNanos.headMap(next);
    there.values().forEach(nanos -> alarmSeconds.add((now - nanos) / 1e9));
    there.clear();
  }

  /// Of those that have arrived, the quickest first. One that has not counts with its age.
  synchronized List<Double> alarmSeconds() {
    long now = System.nanoTime();
    List<Double> all = new ArrayList<>(alarmSeconds);
    journaledNanos.values().forEach(nanos -> all.add((now - nanos) / 1e9));
    return all.stream().sorted().toList();
  }

  /// Sequences in the loss ledger.
  long lost() throws SQLException {
    return store.inTransaction(db -> {
      try (var sql = db.createStatement();
          var rows = sql.executeQuery("select coalesce(sum(last - first + 1), 0) from loss")) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }
}
