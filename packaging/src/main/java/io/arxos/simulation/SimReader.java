package io.arxos.simulation;

import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LogUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One member of the group that reads the log.
final class SimReader implements LogReader {
  private static final int RECORDS_MAX = 4;

  private final SimLog log;
  private final String member;
  private final TreeMap<Integer, Position> places = new TreeMap<>();
  private @Nullable Assignment assignment;
  private @Nullable SortedSet<Integer> given;
  private SortedSet<Integer> mine = new TreeSet<>();
  private boolean closed;

  SimReader(SimLog log, String member) {
    this.log = log;
    this.member = member;
  }

  String member() {
    return member;
  }

  void giveLater(SortedSet<Integer> partitions) {
    given = partitions;
  }

  @Override
  public void join(Assignment told) {
    assignment = told;
    log.group().join(this);
  }

  @Override
  public List<LogRecord> poll(Duration patience) throws TailLost, OutOfRange, LogUnavailable {
    log.interruptions().at("reader.poll");
    if (closed) {
      throw new LogUnavailable("this reader is closed", null);
    }
    log.available();
    takeOver();
    var records = new ArrayList<LogRecord>();
    int most = log.chance().between(1, RECORDS_MAX);
    for (var place : List.copyOf(places.entrySet())) {
      int partition = place.getKey();
      validate(partition, place.getValue());
      long offset = place.getValue().offset();
      long end = log.end(partition);
      while (offset < end && records.size() < most) {
        var record = log.record(partition, offset);
        records.add(record);
        log.watcher().read(record);
        offset++;
        places.put(partition, new Position(offset, record.epoch()));
      }
    }
    if (records.isEmpty()) {
      log.interruptions().at("reader.waits " + patience.toMillis());
    }
    return records;
  }

  private void takeOver() throws LogUnavailable {
    var now = given;
    var told = assignment;
    if (now == null || told == null) {
      return;
    }
    given = null;
    var gone = new TreeSet<>(mine);
    gone.removeAll(now);
    var come = new TreeSet<>(now);
    come.removeAll(mine);
    mine = now;
    places.keySet().removeAll(gone);
    if (!gone.isEmpty()) {
      told.revoked(gone);
    }
    if (!come.isEmpty()) {
      told.assigned(come);
    }
  }

  private void validate(int partition, Position place) throws TailLost, OutOfRange {
    if (place.epoch().isPresent() && place.epoch().get() != log.epoch()) {
      long end = log.endOfEpoch(partition, place.epoch().get());
      if (end < place.offset() && end >= log.start(partition)) {
        var divergent = log.chance().oneIn(4) ? Optional.<Long>empty() : Optional.of(end);
        throw new TailLost(Map.of(partition, divergent));
      }
    }
    if (place.offset() < log.start(partition) || place.offset() > log.end(partition)) {
      throw new OutOfRange("partition " + partition + ", offset " + place.offset());
    }
  }

  @Override
  public void seek(int partition, Position position) throws LogUnavailable {
    if (!mine.contains(partition)) {
      throw new LogUnavailable("partition " + partition + " is not this member's", null);
    }
    places.put(partition, position);
  }

  @Override
  public Map<Integer, Long> beginnings(Collection<Integer> partitions) throws LogUnavailable {
    log.available();
    var starts = new HashMap<Integer, Long>();
    partitions.forEach(partition -> starts.put(partition, log.start(partition)));
    log.interruptions().at("reader.beginnings");
    return starts;
  }

  @Override
  public Map<Integer, Long> ends(Collection<Integer> partitions) throws LogUnavailable {
    log.available();
    var ends = new HashMap<Integer, Long>();
    partitions.forEach(partition -> ends.put(partition, log.end(partition)));
    log.interruptions().at("reader.ends");
    return ends;
  }

  @Override
  public void wake() {
    // Nobody waits here.
  }

  @Override
  public void close() {
    closed = true;
    log.group().leave(this);
  }
}
