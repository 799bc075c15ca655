package io.arxos.gateway.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointId;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Status;
import io.arxos.gateway.Protocols;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.SiteFile;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final long END = 1_767_600_000_000_000L;
  private final List<Sample> samples = new ArrayList<>();
  private final Inbox journal =
      (lane, offered, _) -> {
        if (lane == Lane.TELEMETRY) {
          samples.addAll(offered);
        }
        return CompletableFuture.completedFuture(Acceptance.DURABLE);
      };

  @Test
  void aDayOfTheDemonstrationIsFullAndHasNoGaps() {
    Site site = hofgarten();
    var rehearsal = new Rehearsal(site, 1, Duration.ofDays(1), END);
    long counted = rehearsal.run(journal);
    assertEquals(counted, samples.size());
    assertEquals(END, samples.getLast().wallMicros());
    for (PointConfig point : site.points().toList()) {
      checkDensity(point, rehearsal.startMicros());
    }
  }

  @Test
  void theLoopsKeepTheRoomsWhereTheSetPointsAre() {
    new Rehearsal(hofgarten(), 1, Duration.ofDays(1), END).run(journal);
    PointId room = new PointId("hofgarten/room-101/air-temp");
    var temperatures =
        samples.stream()
            .filter(s -> s.point().equals(room) && s.value() != null)
            .mapToDouble(s -> java.util.Objects.requireNonNull(s.value()).number())
            .summaryStatistics();
    assertTrue(
        temperatures.getAverage() > 19 && temperatures.getAverage() < 24, temperatures::toString);
    assertTrue(temperatures.getMax() - temperatures.getMin() > 0.2, temperatures::toString);
  }

  @Test
  void theSameSeedGivesTheSamePast() {
    new Rehearsal(hofgarten(), 7, Duration.ofHours(2), END).run(journal);
    List<Sample> first = List.copyOf(samples);
    samples.clear();
    new Rehearsal(hofgarten(), 7, Duration.ofHours(2), END).run(journal);
    assertEquals(first, samples);
  }

  private void checkDensity(PointConfig point, long start) {
    List<Sample> own = samples.stream().filter(s -> s.point().equals(point.id())).toList();
    assertTrue(!own.isEmpty(), () -> point.id() + " has no past");
    long last = start;
    for (Sample sample : own) {
      assertEquals(Status.OK, sample.status(), () -> point.id() + ": " + sample);
      long silence = sample.wallMicros() - last;
      long within = point.sampling().reportWithin().toNanos() / 1_000;
      assertTrue(
          silence <= Math.max(within, 30_000_000L), () -> point.id() + " is silent for " + silence);
      last = sample.wallMicros();
    }
  }

  private static Site hofgarten() {
    Path file = Path.of("../config/sites/hofgarten/site.yaml");
    return assertInstanceOf(SiteFile.Loaded.class, SiteFile.load(file, Map.of(), Protocols.all()))
        .site();
  }
}
