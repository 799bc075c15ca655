package io.arxos.cloud.backup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes backups while the cloud runs, on a thread of its own. After a failure it tries again
/// sooner than the next one would be due.
public final class BackupSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AGAIN_MAX = Duration.ofMinutes(5);
  private static final Duration END_MAX = Duration.ofSeconds(2);

  private final Backups backups;
  private final Counted counted;
  private final Duration every;
  private final InstantSource clock;
  private final Counter taken;
  private final Counter failed;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile long newestUs;
  private volatile long newestBytes;
  private volatile long tookMs;

  public BackupSchedule(
      Backups backups,
      Counted counted,
      Duration every,
      InstantSource clock,
      MeterRegistry registry) {
    this.backups = backups;
    this.counted = counted;
    this.every = every;
    this.clock = clock;
    this.taken =
        Counter.builder("arxos.backups")
            .description("Backups of the store that were made and read back.")
            .register(registry);
    this.failed =
        Counter.builder("arxos.backup.failures")
            .description("Attempts at a backup of the store that failed.")
            .register(registry);
    gauges(registry);
    this.thread = Thread.ofPlatform().name("backup").daemon().unstarted(this::run);
  }

  private void gauges(MeterRegistry registry) {
    Gauge.builder(
            "arxos.backup.age",
            () -> newestUs == 0 ? Double.POSITIVE_INFINITY : (nowUs() - newestUs) / 1e6)
        .baseUnit("seconds")
        .description("Since the instant that the newest backup contains; infinite: there is none.")
        .register(registry);
    Gauge.builder("arxos.backup.last.success.timestamp", () -> newestUs / 1e6)
        .baseUnit("seconds")
        .description("The instant that the newest backup contains, since 1970; 0: there is none.")
        .register(registry);
    Gauge.builder("arxos.backup.size", () -> newestBytes)
        .baseUnit("bytes")
        .description("All files of the newest backup, also those that it shares with others.")
        .register(registry);
    Gauge.builder("arxos.backup.duration", () -> tookMs / 1e3)
        .baseUnit("seconds")
        .description("How long the last backup took to copy and to read back.")
        .register(registry);
  }

  /// Brings folder and store together, says that backups are made, and begins. What gateways are
  /// told afterwards is already true.
  public void start() throws SQLException, IOException {
    try {
      backups.reconcile();
    } catch (FolderInUse e) {
      LOG.info("{}; it brings folder and store together itself", e.getMessage());
    }
    counted.every(every.toMillis());
    look();
    thread.start();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      // One that is being made is not waited for: half of it counts for nothing.
      thread.join(END_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var due = clock.instant();
    try {
      if (newestUs > 0) {
        due = Instant.EPOCH.plus(newestUs, ChronoUnit.MICROS).plus(every);
      }
      while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        var now = clock.instant();
        // A clock that was set back must not put the next one off.
        if (now.isBefore(due) && Duration.between(now, due).compareTo(every) <= 0) {
          continue;
        }
        due = clock.instant().plus(make() ? every : min(AGAIN_MAX, every.dividedBy(4)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return whether it counts
  private boolean make() {
    long begun = System.nanoTime();
    try {
      var made = backups.take();
      tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      taken.increment();
      look();
      LOG.info(
          "{}: {} samples, {} MiB, {} ms", made.name(), made.samples(), made.bytes() >> 20, tookMs);
      return true;
    } catch (BadBackup e) {
      failed("{}", e.line());
    } catch (SQLException | IOException e) {
      failed("no backup now: {}", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("internal error", e);
      failed("no backup now: {}", e.toString());
    }
    return false;
  }

  private void failed(String line, String why) {
    if (ended.getCount() > 0) {
      failed.increment();
      LOG.warn(line, why);
    }
  }

  private void look() throws SQLException {
    var newest = counted.state().newest();
    newestUs = newest.map(Counted.Newest::takenUs).orElse(0L);
    newestBytes = newest.map(Counted.Newest::bytes).orElse(0L);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private long nowUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
