package io.arxos.cloud.live;

import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.live.LogItem.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// A log of one partition in memory.
final class FakeLog implements LiveLog {
  static final Lane TELEMETRY = new Lane("hofgarten-1", "ab".repeat(16), 2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<LogItem> items = new ArrayList<>();
  private long begin;
  private String topicId = "topic-1";

  /// Appends samples of one lane, each `point time value`, with consecutive sequences.
  void block(Lane lane, long first, String... samples) {
    lock.lock();
    try {
      List<LiveSample> list = new ArrayList<>();
      for (String sample : samples) {
        String[] words = sample.split(" ");
        list.add(
            new LiveSample(
                "hofgarten/" + words[0],
                Long.parseLong(words[1]) * 1_000_000,
                new PointValue.Num(Double.parseDouble(words[2])),
                1,
                "",
                first + list.size()));
      }
      items.add(new LogItem.Block(begin + items.size(), lane, first, 0, list));
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void forget(int records) {
    lock.lock();
    try {
      items.subList(0, records).clear();
      begin += records;
    } finally {
      lock.unlock();
    }
  }

  void replace(String newId) {
    topicId = newId;
  }

  @Override
  public int partition(String building) {
    return 0;
  }

  @Override
  public String topicId() {
    return topicId;
  }

  @Override
  public Bounds bounds(int partition) {
    lock.lock();
    try {
      return new Bounds(begin, begin + items.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Tail tail(int partition, long offset) {
    return new FakeTail(offset);
  }

  private final class FakeTail implements Tail {
    private long next;
    private boolean woken;

    FakeTail(long offset) {
      next = offset;
    }

    @Override
    public List<LogItem> poll(Duration patience) {
      lock.lock();
      try {
        long nanos = patience.toNanos();
        while (next >= begin + items.size() && !woken && nanos > 0) {
          nanos = more.awaitNanos(nanos);
        }
        List<LogItem> found =
            items.stream().filter(item -> item.offset() >= next).limit(50).toList();
        if (!found.isEmpty()) {
          next = found.getLast().offset() + 1;
        }
        return found;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return List.of();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void wake() {
      lock.lock();
      try {
        woken = true;
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {}
  }

  /// Deliveries as a logbook: one line each, points without building.
  static List<String> lines(List<Delivery> deliveries) {
    return deliveries.stream().map(FakeLog::line).toList();
  }

  private static String line(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Latest latest -> "latest " + words(latest.samples());
      case Delivery.Unstored unstored -> "unstored " + words(unstored.values());
      case Delivery.Samples samples -> "samples " + words(samples.samples());
      case Delivery.Gap gap ->
          "gap " + gap.fromUs() / 1_000_000 + ".." + gap.toUs() / 1_000_000 + " " + gap.reason();
      case Delivery.Backfilled filled ->
          "filled " + filled.fromUs() / 1_000_000 + ".." + filled.toUs() / 1_000_000;
      case Delivery.CaughtUp _ -> "caught up";
    };
  }

  private static String words(List<LiveSample> samples) {
    return samples.stream()
        .map(s ->
            s.point().substring("hofgarten/".length())
                + "="
                + (s.value() instanceof PointValue.Num(double value) ? (int) value : "-")
                + "@"
                + s.timeUs() / 1_000_000)
        .collect(Collectors.joining(" "));
  }

  /// Calls next until it has told at least so many lines, or half a minute has passed.
  static List<String> await(Subscription subscription, Bell bell, int count) throws Exception {
    List<String> lines = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (lines.size() < count && System.nanoTime() < deadline) {
      List<Delivery> deliveries = subscription.next();
      if (deliveries.isEmpty()) {
        bell.await(Duration.ofMillis(100));
      }
      lines.addAll(lines(deliveries));
    }
    return lines;
  }
}
