package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FakeClockTest {
  private static final int YEAR_SECONDS = 365 * 86_400;
  private static final int HOUR_SECONDS = 3_600;

  @TempDir private Path folder;

  @Test
  void aProcessSeesTheStepAndTheStepBack() throws Exception {
    Optional<FakeClock> clock = FakeClock.at(folder.resolve("clock"));
    assumeTrue(clock.isPresent(), "libfaketime is not installed");
    assertNear(0, clock.get());
    clock.get().wrongBy(-YEAR_SECONDS);
    assertNear(-YEAR_SECONDS, clock.get());
    clock.get().wrongBy(0);
    assertNear(0, clock.get());
  }

  private static void assertNear(int seconds, FakeClock clock) throws Exception {
    var builder = new ProcessBuilder("date", "+%s");
    builder.environment().putAll(clock.environment());
    Process date = builder.start();
    String said = new String(date.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    long wrongBy = Long.parseLong(said.strip()) - Instant.now().getEpochSecond();
    assertTrue(Math.abs(wrongBy - seconds) < HOUR_SECONDS, () -> "wrong by " + wrongBy + " s");
  }
}
