package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast the disk under the journal wears: what all processes write to it per day, from the
/// kernel's counter, and how long a card of a given endurance lasts so. Kept in a small file beside
/// the journal, so that a start or a reboot does not begin the day anew.
public final class FlashWear {
  /// Below this it is time to look for a better card, or for what writes so much.
  private static final double LIFE_DAYS_MIN = 365;

  private static final double MICROS_PER_DAY = Duration.ofDays(1).toMillis() * 1e3;
  private static final double OBSERVED_DAYS_MIN = 1 / 24.0;
  private static final long TICK_NANOS = Duration.ofMinutes(10).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(FlashWear.class);

  /// @param bytes written to the disk since this was first looked at
  /// @param bytesPerDay over the last one to two days; 0 in the first hour
  /// @param lifeDays of the card at that rate; infinite when it is not known
  public record Figures(long bytes, double bytesPerDay, double lifeDays) {
    /// For people; "" when there is nothing to worry about.
    public String trouble() {
      return lifeDays >= LIFE_DAYS_MIN
          ? ""
          : "the card lasts %.0f more days at %.1f GB a day".formatted(lifeDays, bytesPerDay / 1e9);
    }
  }

  /// A stretch of observed time.
  private record Stretch(long bytes, long micros) {
    Stretch plus(long more, long longer) {
      return new Stretch(bytes + more, micros + longer);
    }
  }

  private final BlockDevice device;
  private final Path file;
  private final long cardBytes;
  private final Clock clock;
  private final String bootId;

  // Guarded by this.
  private long total;
  private Stretch before = new Stretch(0, 0);
  private Stretch today = new Stretch(0, 0);
  private String lastBoot = "";
  private long lastCounter;
  private long lastMonoMicros;
  private long tickAtNanos;
  private boolean warned;

  /// @param file where it is kept; made when it is not there
  /// @param cardBytes that the card is made to endure; 0 when it is not known
  /// @param bootId of the machine: its counters begin anew with each
  FlashWear(BlockDevice device, Path file, long cardBytes, Clock clock, String bootId) {
    this.device = device;
    this.file = file;
    this.cardBytes = cardBytes;
    this.clock = clock;
    this.bootId = bootId;
    this.tickAtNanos = clock.nanos();
    load();
  }

  /// Of the disk under a journal's folder, kept beside it.
  ///
  /// @param cardTerabytes that the card is made to endure; 0 when it is not known
  public static FlashWear under(Path folder, double cardTerabytes, Clock clock, String bootId) {
    Path file = folder.resolveSibling(folder.getFileName() + ".wear");
    return new FlashWear(
        BlockDevice.under(folder), file, (long) (cardTerabytes * 1e12), clock, bootId);
  }

  /// To be called every few seconds.
  public synchronized void tick() {
    if (clock.nanos() - tickAtNanos < 0) {
      return;
    }
    tickAtNanos = clock.nanos() + TICK_NANOS;
    look();
    save();
    String trouble = figuresNow().trouble();
    if (!trouble.isEmpty() && !warned) {
      LOG.warn("{} ({})", trouble, device);
    }
    warned = !trouble.isEmpty();
  }

  public synchronized Figures figures() {
    look();
    return figuresNow();
  }

  private Figures figuresNow() {
    double days = (before.micros() + today.micros()) / MICROS_PER_DAY;
    double perDay = days < OBSERVED_DAYS_MIN ? 0 : (before.bytes() + today.bytes()) / days;
    double life =
        cardBytes <= 0 || perDay <= 0
            ? Double.POSITIVE_INFINITY
            : Math.max(0, cardBytes - total) / perDay;
    return new Figures(total, perDay, life);
  }

  private void look() {
    long counter = device.bytesWritten().orElse(lastCounter);
    long mono = clock.nanos() / 1_000;
    boolean sameBoot = bootId.equals(lastBoot) && counter >= lastCounter && mono >= lastMonoMicros;
    // What was written since a boot, or by a process since its start, is all of its counter.
    long bytes = sameBoot ? counter - lastCounter : lastBoot.isEmpty() ? 0 : counter;
    long micros = sameBoot ? mono - lastMonoMicros : lastBoot.isEmpty() ? 0 : Math.max(0, mono);
    if (today.micros() >= MICROS_PER_DAY) {
      before = today;
      today = new Stretch(0, 0);
    }
    total += bytes;
    today = today.plus(bytes, micros);
    lastBoot = bootId;
    lastCounter = counter;
    lastMonoMicros = mono;
  }

  private void load() {
    var kept = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      kept.load(in);
      total = number(kept, "total");
      before = new Stretch(number(kept, "before.bytes"), number(kept, "before.micros"));
      today = new Stretch(number(kept, "today.bytes"), number(kept, "today.micros"));
      lastCounter = number(kept, "counter");
      lastMonoMicros = number(kept, "mono.micros");
      lastBoot = kept.getProperty("boot", "");
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the wear of the disk is counted from now on", e);
    }
  }

  private void save() {
    var kept = new Properties();
    kept.setProperty("total", Long.toString(total));
    kept.setProperty("before.bytes", Long.toString(before.bytes()));
    kept.setProperty("before.micros", Long.toString(before.micros()));
    kept.setProperty("today.bytes", Long.toString(today.bytes()));
    kept.setProperty("today.micros", Long.toString(today.micros()));
    kept.setProperty("counter", Long.toString(lastCounter));
    kept.setProperty("mono.micros", Long.toString(lastMonoMicros));
    kept.setProperty("boot", lastBoot);
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      var text = new StringWriter();
      kept.store(text, null);
      Files.writeString(beside, text.toString());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.debug("the wear of the disk cannot be kept", e); // it is counted on
    }
  }

  private static long number(Properties kept, String key) {
    return Long.parseLong(kept.getProperty(key, "0"));
  }
}
