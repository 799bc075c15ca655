package io.arxos.gateway.uplink;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.journal.Append;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.ManualClock;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/// One gateway and one cloud in one thread, with everything that can go wrong in between.
final class SyncSimulation {
  /// What is broken on purpose; the check must find it.
  enum Break {
    NOTHING,
    TRIM_ON_ACK,
    INCARNATION_AGAIN,
    NO_NACK
  }

  private static final int STEPS = 400;
  private static final int SETTLING_ROUNDS_MAX = 2_000;

  private final SplittableRandom random;
  private final Break broken;
  private final ManualClock clock = new ManualClock();
  private final ModelCloud cloud;
  private final Set<Long> acknowledged = new TreeSet<>();
  private MemoryStorage disk = new MemoryStorage();
  private MemoryStorage oldImage = disk;
  private Set<Long> inOldImage = new TreeSet<>();
  private Journal journal;
  private Uplink uplink;
  private long starts;
  private long value;

  SyncSimulation(long seed, Break broken) {
    this.random = new SplittableRandom(seed);
    this.broken = broken;
    this.cloud = new ModelCloud(random.split(), broken != Break.NO_NACK);
    this.journal = TestJournals.in(disk, incarnation());
    this.uplink = uplink();
  }

  /// Runs and says what is wrong at the end; "" when nothing is.
  String run() {
    for (int i = 0; i < STEPS; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(2_000)));
      step();
      if (!cloud.isSound()) {
        return "rows and cursor do not fit";
      }
    }
    return settle();
  }

  private void step() {
    switch (random.nextInt(40)) {
      case 0 -> cloud.cut();
      case 1 -> cloud.doubleLastRecord();
      case 2 -> cloud.loseTail();
      case 3 -> cloud.repeatAnOldAnswer();
      case 4 -> cloud.backUp();
      case 5 -> restore();
      case 6 -> crash();
      case 7 -> image();
      case 8 -> rollBack();
      case 9, 10, 11, 12, 13, 14 -> append();
      case 15, 16, 17, 18, 19, 20, 21, 22 -> cloud.receive();
      case 23, 24, 25, 26, 27 -> cloud.store();
      case 28, 29, 30, 31 -> cloud.answer();
      default -> work();
    }
  }

  private void append() {
    int count = 1 + random.nextInt(4);
    Lane lane = random.nextInt(5) == 0 ? Lane.ALARM : Lane.TELEMETRY;
    if (journal.append(lane, TestJournals.values(value, count)) instanceof Append.Appended) {
      for (int i = 0; i < count; i++) {
        acknowledged.add(value + i);
      }
    }
    value += count;
  }

  private void work() {
    uplink.work();
    if (broken == Break.TRIM_ON_ACK) {
      // What the cloud has said it stored, not what it cannot lose.
      for (var held : journal.incarnations()) {
        for (Lane lane : Lane.values()) {
          long counter = held.header().startCounter();
          journal.trim(counter, lane, uplink.committed(held.header().incarnation(), lane));
        }
      }
    }
  }

  /// A restore without a newer backup rarely happens twice.
  private void restore() {
    if (random.nextInt(3) == 0) {
      cloud.restore();
    }
  }

  private void crash() {
    start(disk.image());
  }

  private void image() {
    oldImage = disk.image();
    inOldImage = new TreeSet<>(acknowledged);
  }

  /// The card is put back from an image: what came after it and is not in the cloud is destroyed.
  private void rollBack() {
    if (random.nextInt(3) == 0) {
      Set<Long> stored = cloud.timesStored().keySet();
      acknowledged.removeIf(one -> !inOldImage.contains(one) && !stored.contains(one));
      // A cloud that is restored later may not get them again either.
      cloud.backUp();
      start(oldImage.image());
    }
  }

  private void start(MemoryStorage image) {
    cloud.cut();
    disk = image;
    journal = TestJournals.in(disk, incarnation());
    uplink = uplink();
  }

  private long incarnation() {
    starts++;
    return broken == Break.INCARNATION_AGAIN ? 1 : starts;
  }

  private Uplink uplink() {
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, clock);
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            new NoCommands(),
            () -> new GatewayFacts(true, 1, 0, 1, 0, "0"),
            () -> SiteModelMessage.of(new byte[0]));
    return new Uplink(seams, cloud, Duration.ZERO, clock, random.split());
  }

  /// Nothing goes wrong any more: everything must come to rest, and be there.
  private String settle() {
    String wrong = "";
    for (int round = 1; round <= SETTLING_ROUNDS_MAX; round++) {
      clock.advance(Duration.ofMillis(200));
      work();
      cloud.receive();
      cloud.store();
      cloud.answer();
      if (round % 100 == 0) {
        wrong = wrong();
        if (wrong.isEmpty()) {
          return "";
        }
      }
    }
    return wrong;
  }

  private String wrong() {
    var times = cloud.timesStored();
    var twice = times.entrySet().stream().filter(one -> one.getValue() > 1).count();
    var missing = acknowledged.stream().filter(one -> !times.containsKey(one)).count();
    return twice > 0 || missing > 0 || !cloud.isSound()
        ? missing + " missing (" + cloud.lost() + " in the ledger), " + twice + " twice"
        : "";
  }

  private static final class NoCommands implements Commands {
    @Override
    public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
      throw new IllegalStateException("no commands here");
    }

    @Override
    public void voidPending() {
      // There are none.
    }

    @Override
    public List<Hold> holds() {
      return List.of();
    }
  }
}
