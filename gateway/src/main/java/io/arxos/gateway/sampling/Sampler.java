package io.arxos.gateway.sampling;

import io.arxos.block.Columns;
import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Status;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import io.arxos.gateway.sampling.ProcessImage.Current;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stage 2 of a sample's way: turns readings into samples. The process image is updated first,
/// whatever becomes of the sample. Safe for any thread; never blocks: it holds its lock for
/// arithmetic only, and the inbox answers at once.
public final class Sampler implements ReadingSink, PointPublisher {
  private static final int DISCOVERED_MAX = 200;

  private final ProcessImage image;
  private final Inbox inbox;
  private final Clock clock;
  private final ClockQuality quality;
  private final Map<PointId, PointState> points = new HashMap<>();
  private final Map<String, Discovered> discovered = new LinkedHashMap<>();
  private volatile @Nullable Consumer<Map<PointId, Reading>> tapped;
  private SamplerCounters counted = new SamplerCounters(0, 0, 0, 0, 0, 0);

  public Sampler(Site site, ProcessImage image, Inbox inbox, Clock clock, ClockQuality quality) {
    this.image = image;
    this.inbox = inbox;
    this.clock = clock;
    this.quality = quality;
    site.points().forEach(point -> points.put(point.id(), new PointState(point, clock.nanos())));
  }

  /// A device's own message: it waits for the answer, and sends it again when it was refused.
  @Override
  public CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings) {
    listen(readings);
    return take(readings, true);
  }

  @Override
  public void tell(Map<PointId, Reading> readings) {
    listen(readings);
    take(readings, false);
  }

  @Override
  public void discovered(Discovered device) {
    synchronized (this) {
      String key = device.protocol() + " " + device.address();
      if (discovered.size() < DISCOVERED_MAX || discovered.containsKey(key)) {
        discovered.put(key, device);
      }
    }
  }

  @Override
  public synchronized void publish(List<Decided> decisions) {
    var batch = new Batch();
    for (Decided decided : decisions) {
      PointState state = points.get(decided.point());
      if (state == null) {
        throw new IllegalArgumentException("not a point of the site: " + decided.point());
      }
      boolean turned = state.overridden(decided.overridden());
      PointConfig point = state.point();
      if (point.source() == null || point.kind() == PointConfig.Kind.SETPOINT) {
        var measured = new Measured(decided.value(), Status.OK, "", 0);
        batch.add(state, state.measured(measured, batch.nanos, batch.wallMicros, batch.clockFlag));
      } else if (turned) {
        batch.add(state, state.flagged(batch.nanos, batch.wallMicros, batch.clockFlag));
      }
    }
    finish(batch, false);
  }

  /// Looks for points that have gone silent; call it about once a second. Returns how many samples
  /// that gave.
  public synchronized int tick() {
    var batch = new Batch();
    for (PointState state : points.values()) {
      Sample sample = state.silent(batch.nanos, batch.wallMicros, batch.clockFlag);
      if (sample != null) {
        batch.add(state, sample);
      }
    }
    finish(batch, false);
    return batch.samples.size();
  }

  /// Lets somebody listen to readings as drivers deliver them, in the unit that the device speaks;
  /// a later listener takes the place of an earlier one.
  ///
  /// @param listener called on the drivers' threads; must not block
  /// @return ends it
  public AutoCloseable tap(Consumer<Map<PointId, Reading>> listener) {
    tapped = listener;
    return () -> {
      if (listener.equals(tapped)) {
        tapped = null;
      }
    };
  }

  public synchronized SamplerCounters counters() {
    return counted;
  }

  /// What devices said that no point is made of, at most [#DISCOVERED_MAX].
  public synchronized List<Discovered> seenButNotConfigured() {
    return List.copyOf(discovered.values());
  }

  private void listen(Map<PointId, Reading> readings) {
    Consumer<Map<PointId, Reading>> listener = tapped;
    if (listener != null) {
      listener.accept(readings);
    }
  }

  private synchronized CompletableFuture<Acceptance> take(
      Map<PointId, Reading> readings, boolean awaited) {
    var batch = new Batch();
    batch.saidOnce = !awaited;
    readings.forEach((id, reading) -> {
      PointState state = points.get(id);
      if (state == null) {
        batch.unknown++;
        return;
      }
      Measured measured = Measured.of(state.point(), reading, batch.wallMicros);
      batch.add(state, state.measured(measured, batch.nanos, batch.wallMicros, batch.clockFlag));
    });
    return finish(batch, awaited);
  }

  /// The image first, then the journal. Under the lock, so that the journal sees the samples of a
  /// point in the order in which they were taken.
  private CompletableFuture<Acceptance> finish(Batch batch, boolean awaited) {
    image.put(batch.currents);
    count(batch);
    if (batch.samples.isEmpty()) {
      return CompletableFuture.completedFuture(Acceptance.DURABLE);
    }
    return inbox
        .offer(Lane.TELEMETRY, batch.samples, awaited)
        .exceptionally(_ -> Acceptance.REFUSED)
        .thenApply(answer -> {
          if (answer == Acceptance.REFUSED) {
            refused(batch);
          }
          return answer;
        });
  }

  private synchronized void refused(Batch batch) {
    batch.stored.forEach(PointState::notStored);
    int samples = batch.samples.size();
    counted = counted.refused(samples, batch.saidOnce ? samples : 0);
  }

  private void count(Batch batch) {
    counted =
        new SamplerCounters(
            counted.readings() + batch.currents.size(),
            counted.samples() + batch.samples.size(),
            counted.suppressed() + batch.currents.size() - batch.samples.size(),
            counted.refused(),
            counted.lost(),
            counted.unknown() + batch.unknown);
  }

  /// What one message changes.
  private final class Batch {
    final long nanos = clock.nanos();
    final long wallMicros = clock.wallMicros();
    final int clockFlag = quality.synchronised() ? 0 : Columns.UNCERTAIN_CLOCK;
    final List<Current> currents = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>();
    final List<PointState> stored = new ArrayList<>();
    int unknown;

    /// Nobody will say it again.
    boolean saidOnce;

    void add(PointState state, @Nullable Sample sample) {
      currents.add(state.current());
      if (sample != null) {
        samples.add(sample);
        stored.add(state);
      }
    }
  }
}
