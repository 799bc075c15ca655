package io.arxos.driver.gpio;

import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.gpio.PinPoint.Counting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The pulse counts of a board, kept in a folder: every ten seconds when they have changed, and
/// when the driver is closed. Any thread.
final class Counters implements AutoCloseable {
  /// What a power cut may lose. More often would wear a card: a meter of 1,000 pulses per kWh gives
  /// several in a second.
  private static final Duration SAVE_EVERY = Duration.ofSeconds(10);

  private final Path folder;
  private final Clock clock;
  private final ScheduledExecutorService saver =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("gpio-counts").unstarted(work));
  private final Map<PointId, Counter> counters = new LinkedHashMap<>(); // guarded by itself
  private boolean closed; // guarded by counters

  /// One pin.
  private static final class Counter {
    final Pulses pulses;
    final CountFile file;
    final Counting counting;
    Pulses.Kept saved;

    Counter(Pulses pulses, CountFile file, Counting counting, Pulses.Kept saved) {
      this.pulses = pulses;
      this.file = file;
      this.counting = counting;
      this.saved = saved;
    }
  }

  Counters(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    var _ =
        saver.scheduleWithFixedDelay(
            this::save, SAVE_EVERY.toMillis(), SAVE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Goes on where the file ends; a pin that is counted already has merely been seen again.
  ///
  /// @param active whether the pin has the level of a pulse now
  void add(PinPoint point, Counting counting, boolean active) {
    synchronized (counters) {
      if (counters.containsKey(point.id())) {
        edge(point.id(), active);
        return;
      }
    }
    var file = new CountFile(folder, point.id());
    Pulses.Kept kept = file.read();
    var pulses = new Pulses(point.debounce().toNanos(), kept, active, clock.nanos());
    synchronized (counters) {
      counters.put(point.id(), new Counter(pulses, file, counting, kept));
    }
  }

  void edge(PointId point, boolean active) {
    synchronized (counters) {
      Counter counter = counters.get(point);
      if (counter != null) {
        counter.pulses.edge(active, clock.nanos());
      }
    }
  }

  /// The count, or what it means in the meter's unit; null for a pin that is not counted.
  @Nullable Reading read(PointId point) {
    synchronized (counters) {
      Counter counter = counters.get(point);
      if (counter == null) {
        return null;
      }
      long count = counter.pulses.count(clock.nanos());
      Counting counting = counter.counting;
      if (counting.pulsesPerUnit() == 1 && counting.start() == 0) {
        return Reading.good(new Value.Int(count));
      }
      BigDecimal units =
          BigDecimal.valueOf(count)
              .divide(BigDecimal.valueOf(counting.pulsesPerUnit()), MathContext.DECIMAL64)
              .add(BigDecimal.valueOf(counting.start()));
      return Reading.good(new Value.Num(units.doubleValue()));
    }
  }

  void save() {
    synchronized (counters) {
      for (Counter counter : closed ? java.util.List.<Counter>of() : counters.values()) {
        Pulses.Kept now = counter.pulses.kept(clock.nanos());
        if (!now.equals(counter.saved) && counter.file.write(now)) {
          counter.saved = now;
        }
      }
    }
  }

  @Override
  public void close() {
    save();
    synchronized (counters) {
      closed = true;
    }
    saver.shutdownNow();
  }
}
