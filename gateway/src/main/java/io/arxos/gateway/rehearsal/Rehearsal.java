package io.arxos.gateway.rehearsal;

import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.sim.building.SimulatedBuilding;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.control.ControlCycle;
import io.arxos.gateway.control.ControlMemory;
import io.arxos.gateway.control.ControlPlan;
import io.arxos.gateway.control.ControlSeams;
import io.arxos.gateway.control.HoldStore;
import io.arxos.gateway.control.Moment;
import io.arxos.gateway.control.Surroundings;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.sampling.ClockQuality;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// Steps a simulated building, its sampler and its control through some days. Control acts once per
/// second of its own time, as in the present, while the building and the stamps of the samples
/// advance by as many seconds as the building's physics run faster than the clock: the loops see
/// exactly what they are tuned for.
public final class Rehearsal {
  private static final Duration WARM_UP = Duration.ofDays(2);
  private static final long CONTROL_NANOS = 1_000_000_000L;

  /// Small enough for the journal's inbox, large enough that waiting for the disk costs little.
  private static final int STEPS_PER_ANSWER = 50;

  private final Site site;
  private final long seed;
  private final long startMicros;
  private final long stepMicros;
  private final long steps;

  /// @param site with a physics speed
  /// @param endMicros UTC: where the past ends
  public Rehearsal(Site site, long seed, Duration length, long endMicros) {
    double speed = Objects.requireNonNull(site.physicsSpeed(), "a simulated building");
    this.site = site;
    this.seed = seed;
    this.stepMicros = Math.round(speed * 1e6);
    this.steps = length.toNanos() / 1_000 / stepMicros;
    this.startMicros = endMicros - steps * stepMicros;
  }

  /// UTC of its first sample.
  public long startMicros() {
    return startMicros;
  }

  /// Journals all of it. Returns how many samples that gave, all of them durable.
  ///
  /// @throws IllegalStateException when the journal does not take them
  public long run(Inbox journal) {
    var stamps = new SteppedClock(0, startMicros);
    var cycles = new SteppedClock(0, startMicros);
    Instant start = Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS);
    var building = SimulatedBuilding.warmedUp(seed, start, WARM_UP);
    var devices = new BuildingDevices(building, site);
    var image = new ProcessImage(site.points().map(PointConfig::id).toList());
    var sampler = new Sampler(site, image, journal, stamps, ClockQuality.trusted());
    var control =
        new ControlCycle(
            ControlPlan.of(site),
            new ControlSeams(
                cycles,
                new Calm(image),
                sampler,
                devices,
                journal,
                new Forgetful(),
                Runnable::run,
                Runnable::run));
    for (long step = 1; step <= steps; step++) {
      building.step(Duration.of(stepMicros, ChronoUnit.MICROS));
      stamps.advance(stepMicros * 1_000, stepMicros);
      cycles.advance(CONTROL_NANOS, stepMicros);
      boolean waits = step % STEPS_PER_ANSWER == 0 || step == steps;
      var answer = CompletableFuture.completedFuture(Acceptance.DURABLE);
      if (waits) {
        answer = sampler.offer(devices.readAll());
      } else {
        sampler.tell(devices.readAll());
      }
      control.work(Moment.of(cycles));
      if (answer.join() == Acceptance.REFUSED) {
        throw new IllegalStateException("the journal does not take the simulated past");
      }
    }
    return sampler.counters().samples();
  }

  /// Nothing fails in the past.
  private record Calm(ProcessImage all) implements Surroundings {
    @Override
    public ProcessImage.Snapshot image() {
      return all.snapshot();
    }

    @Override
    public boolean journalFailed() {
      return false;
    }

    @Override
    public boolean cloudLost() {
      return false;
    }
  }

  /// Nobody holds anything in the past.
  private static final class Forgetful implements HoldStore {
    @Override
    public Loaded load() {
      return new Loaded(ControlMemory.EMPTY, "");
    }

    @Override
    public void save(ControlMemory memory) {
      // What is in hand in the past ends with it.
    }
  }
}
