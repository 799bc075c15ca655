package io.arxos.driver.line;

import io.arxos.driver.line.DeviceReport.Exchanges;
import io.arxos.driver.line.DeviceReport.Identities;
import io.arxos.driver.line.DeviceReport.SessionEnd;
import io.arxos.driver.line.RawWords.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens with one device. Any thread; the frequent calls take no lock.
public final class DeviceStats {
  static final int SESSIONS_MAX = 32;
  static final int IDENTITIES_MAX = 4;
  static final int WORDS_MAX = 128;
  static final int SAMPLES_MAX = 8;
  private static final int TEXT_MAX = 128;

  private final String name;
  private final int order;
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder heard = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final AtomicLongArray troubles = new AtomicLongArray(Trouble.values().length);
  private final AtomicLongArray latency = new AtomicLongArray(Latency.BUCKETS);

  // guarded by this
  private final Deque<SessionEnd> sessions = new ArrayDeque<>();
  private final Set<String> identities = new LinkedHashSet<>();
  private final Map<String, Words> words = new LinkedHashMap<>();
  private String identity = "";
  private long identityChanges;

  /// The last samples of one point.
  private record Words(Form form, String order, double scale, Deque<List<Byte>> samples) {}

  DeviceStats(String name, int order) {
    this.name = name;
    this.order = order;
  }

  /// A question is put; followed by [#answered] or [#failed], perhaps after [#retried].
  public void asked() {
    asked.increment();
  }

  /// The same question is put again.
  public void retried() {
    retried.increment();
  }

  /// An answer came, be it a refusal (which is to be told by [#troubled], too).
  ///
  /// @param nanos since the question was put
  public void answered(long nanos) {
    answered.increment();
    busyNanos.add(Math.max(0, nanos));
    latency.incrementAndGet(Latency.bucket(nanos));
  }

  /// There was no usable answer.
  ///
  /// @param nanos that the line waited for it
  public void failed(Trouble trouble, long nanos) {
    busyNanos.add(Math.max(0, nanos));
    troubled(trouble);
  }

  /// Something went wrong beside question and answer.
  public void troubled(Trouble trouble) {
    troubles.incrementAndGet(trouble.ordinal());
  }

  /// A message came unasked.
  public void heard() {
    heard.increment();
  }

  /// A connection ended that had been established.
  ///
  /// @param lastedNanos from being established on
  public void ended(long lastedNanos, Trouble trouble) {
    troubled(trouble);
    synchronized (this) {
      if (sessions.size() == SESSIONS_MAX) {
        sessions.removeFirst();
      }
      sessions.addLast(new SessionEnd(Math.max(0, lastedNanos), trouble));
    }
  }

  /// The device said who it is, such as its serial number.
  public synchronized void identity(String who) {
    String text = who.length() > TEXT_MAX ? who.substring(0, TEXT_MAX) : who;
    if (!identity.isEmpty() && !identity.equals(text)) {
      identityChanges++;
    }
    identity = text;
    if (identities.size() < IDENTITIES_MAX) {
      identities.add(text);
    }
  }

  /// A value of more than one register came.
  ///
  /// @param order as declared, such as `ABCD` ([RawWords#order])
  /// @param scale value = raw × scale
  /// @param bytes as they came; of another length than the form's they are not kept
  public synchronized void words(
      String point, Form form, String order, double scale, byte[] bytes) {
    if (bytes.length != form.bytes() || (words.size() == WORDS_MAX && !words.containsKey(point))) {
      return;
    }
    var kept = words.computeIfAbsent(point, _ -> new Words(form, order, scale, new ArrayDeque<>()));
    var sample = new ArrayList<Byte>(bytes.length);
    for (byte one : bytes) {
      sample.add(one);
    }
    if (sample.equals(kept.samples().peekLast())) {
      return;
    }
    if (kept.samples().size() == SAMPLES_MAX) {
      kept.samples().removeFirst();
    }
    kept.samples().addLast(List.copyOf(sample));
  }

  int order() {
    return order;
  }

  DeviceReport report() {
    var counted = new EnumMap<Trouble, Long>(Trouble.class);
    for (Trouble trouble : Trouble.values()) {
      long count = troubles.get(trouble.ordinal());
      if (count > 0) {
        counted.put(trouble, count);
      }
    }
    var buckets = new ArrayList<Long>(Latency.BUCKETS);
    for (int i = 0; i < Latency.BUCKETS; i++) {
      buckets.add(latency.get(i));
    }
    var exchanges =
        new Exchanges(asked.sum(), answered.sum(), retried.sum(), heard.sum(), busyNanos.sum());
    synchronized (this) {
      var raw = new ArrayList<RawWords>();
      words.forEach((point, it) ->
          raw.add(
              new RawWords(point, it.form(), it.order(), it.scale(), List.copyOf(it.samples()))));
      return new DeviceReport(
          name,
          exchanges,
          counted,
          new Latency(buckets),
          List.copyOf(sessions),
          new Identities(List.copyOf(identities), identityChanges),
          raw);
    }
  }
}
