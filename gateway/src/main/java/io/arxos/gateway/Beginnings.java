package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.sampling.ClockQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Supplier;

/// Who each opening of the journal is: a random name, and when and on what it began.
final class Beginnings {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Beginnings() {}

  /// Of this process.
  static Supplier<Beginning> of(Clock clock, ClockQuality quality) {
    var random = new SecureRandom();
    return () ->
        new Beginning(
            IncarnationId.random(random),
            new Birth(bootId(), clock.nanos() / 1_000, clock.wallMicros(), quality.synchronised()));
  }

  /// Of a past that is made up.
  static Supplier<Beginning> at(long wallMicros) {
    var random = new SecureRandom();
    return () ->
        new Beginning(IncarnationId.random(random), new Birth(bootId(), 0, wallMicros, true));
  }

  /// Of the machine; "" where it has none.
  static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
