package io.arxos.simulation;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The log. What is appended may come late, twice or not at all; its tail may be lost and its
/// offsets used again, its beginning dropped, the whole replaced by another.
final class SimLog implements BlockLog {
  static final int PARTITIONS = 4;

  /// @param epoch of the leader that wrote it
  record Entry(int epoch, LogRecord.Content content) {}

  private record Pending(
      BlockLog sender, int partition, LogRecord.Content content, Consumer<Appended> told) {}

  private static final class Partition {
    final List<Entry> entries = new ArrayList<>();
    long start;

    long end() {
      return start + entries.size();
    }
  }

  /// Hears what the log takes and gives.
  interface Watcher {
    void appended(LogRecord.Content content);

    void read(LogRecord record);
  }

  private final Chance chance;
  private final Interruptions interruptions;
  private final Group group = new Group(this);
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Answer> toTell = new ArrayDeque<>();

  private record Answer(BlockLog sender, Runnable telling) {}

  private final List<LogRecord.Content> everAppended = new ArrayList<>();
  private int topics = 1;
  private int epoch = 1;
  private int unavailable;
  private boolean calm;
  private final Watcher watcher;

  /// @param late whether appends take their time
  SimLog(Chance chance, Interruptions interruptions, boolean late, Watcher watcher) {
    this.watcher = watcher;
    this.chance = chance;
    this.calm = !late;
    this.interruptions = interruptions;
    begin();
  }

  private void begin() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.put(partition, new Partition());
    }
  }

  Group group() {
    return group;
  }

  Watcher watcher() {
    return watcher;
  }

  Interruptions interruptions() {
    return interruptions;
  }

  Chance chance() {
    return chance;
  }

  // ---- as the cloud sees it ----

  @Override
  public Identity identity() throws LogUnavailable {
    available();
    return new Identity("cluster", "topic-" + topics);
  }

  @Override
  public int partitionOf(String building) {
    return Math.floorMod(building.hashCode(), PARTITIONS);
  }

  @Override
  public Set<Integer> partitions() {
    return Set.of(0, 1, 2, 3);
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> wanted) throws LogUnavailable {
    available();
    interruptions.at("log.ends");
    var ends = new HashMap<Integer, Long>();
    wanted.forEach(partition -> ends.put(partition, end(partition)));
    return ends;
  }

  @Override
  public void append(String building, LoggedBlock block, Consumer<Appended> told) {
    append(this, building, block, told);
  }

  void append(BlockLog sender, String building, LoggedBlock block, Consumer<Appended> told) {
    int partition = partitionOf(building);
    var content = new LogRecord.Content(block.key(), block.header(), block.content());
    pending.add(new Pending(sender, partition, content, told));
    if (calm || chance.below(10) < 6) {
      land();
      tell();
    }
  }

  @Override
  public LogReader groupReader(String ofGroup, String member) {
    return new SimReader(this, member);
  }

  @Override
  public void close() {
    // Nobody's.
  }

  void available() throws LogUnavailable {
    if (unavailable > 0) {
      unavailable--;
      throw new LogUnavailable("simulated: the log does not answer", null);
    }
  }

  // ---- what happens to it ----

  int pending() {
    return pending.size() + toTell.size();
  }

  /// What waits is written, in order; its senders are not told yet.
  void land() {
    while (!pending.isEmpty()) {
      var one = pending.removeFirst();
      long offset = write(one);
      var at = new Appended.At(one.partition(), offset);
      toTell.add(new Answer(one.sender(), () -> one.told().accept(at)));
    }
  }

  private long write(Pending one) {
    watcher.appended(one.content());
    var partition = partition(one.partition());
    partition.entries.add(new Entry(epoch, one.content()));
    everAppended.add(one.content());
    return partition.end() - 1;
  }

  void tell() {
    while (!toTell.isEmpty()) {
      toTell.removeFirst().telling().run();
    }
  }

  /// The next append fails; whether it was written is not known.
  boolean refuseOne(boolean yetWritten) {
    var one = pending.pollFirst();
    if (one == null) {
      return false;
    }
    if (yetWritten) {
      write(one);
    }
    var refused = new Appended.Refused(new LogUnavailable("late", null));
    toTell.add(new Answer(one.sender(), () -> one.told().accept(refused)));
    return true;
  }

  /// A process that waits for answers is gone; what it sent may still be written. Others wait on.
  void senderDied(BlockLog sender, boolean yetWritten) {
    var its = pending.stream().filter(one -> one.sender() == sender).toList();
    if (yetWritten) {
      its.forEach(this::write);
    }
    pending.removeAll(its);
    toTell.removeIf(answer -> answer.sender() == sender);
  }

  boolean doubleLast(int number) {
    var entries = partition(number).entries;
    return !entries.isEmpty() && entries.add(new Entry(epoch, entries.getLast().content()));
  }

  /// @param shows whether the leader's epoch changes with it
  int loseTail(int number, int count, boolean shows) {
    var entries = partition(number).entries;
    int lost = Math.min(count, entries.size());
    entries.subList(entries.size() - lost, entries.size()).clear();
    if (shows && lost > 0) {
      epoch++;
    }
    return lost;
  }

  void forgetBeginning(int number, int count) {
    var partition = partition(number);
    int gone = Math.min(count, partition.entries.size());
    partition.entries.subList(0, gone).clear();
    partition.start += gone;
  }

  void beReplaced() {
    topics++;
    epoch++;
    begin();
  }

  void beUnavailable(int times) {
    unavailable = times;
  }

  void beCalm() {
    calm = true;
    unavailable = 0;
  }

  /// Everything that was ever appended, once more, in the same order.
  void replayAll(int partition) {
    for (var content : List.copyOf(everAppended)) {
      partition(partition).entries.add(new Entry(epoch, content));
    }
  }

  // ---- as readers see it ----

  long start(int number) {
    return partition(number).start;
  }

  long end(int number) {
    return partition(number).end();
  }

  LogRecord record(int number, long offset) {
    var partition = partition(number);
    var entry = partition.entries.get((int) (offset - partition.start));
    return new LogRecord(number, offset, Optional.of(entry.epoch()), entry.content());
  }

  int epoch() {
    return epoch;
  }

  /// Where the records of an epoch, and of those before it, end.
  long endOfEpoch(int number, int ofEpoch) {
    var partition = partition(number);
    long end = partition.start;
    for (var entry : partition.entries) {
      if (entry.epoch() > ofEpoch) {
        break;
      }
      end++;
    }
    return end;
  }

  private Partition partition(int number) {
    return partitions.computeIfAbsent(number, _ -> new Partition());
  }
}
