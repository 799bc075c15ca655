package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalFigures;
import io.arxos.gateway.journal.JournalFolder;
import io.arxos.gateway.journal.JournalState;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Opening;
import io.arxos.gateway.rehearsal.Rehearsal;
import io.arxos.gateway.sampling.ClockQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of this process and the thread that writes it.
final class OpenJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenJournal.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Journal journal;
  private final JournalWriter writer;

  private OpenJournal(Path folder, long quotaBytes, Supplier<Birth> births, Clock clock)
      throws StartFailure {
    var random = new SecureRandom();
    this.journal =
        switch (new JournalFolder(folder, quotaBytes)
            .open(() -> new Beginning(IncarnationId.random(random), births.get()))) {
          case Opening.Opened opened -> {
            if (opened.movedAside() != null) {
              LOG.error("the journal could not be read and lies now in {}", opened.movedAside());
            }
            yield opened.journal();
          }
          case Opening.InUse(String message) ->
              throw new StartFailure(
                  StartFailure.CONFLICT, message + "; end it, or choose another folder by --data");
          case Opening.NoSpace(String message) ->
              throw new StartFailure(StartFailure.INTERNAL, message);
          case Opening.Failed(String message) ->
              throw new StartFailure(StartFailure.INTERNAL, message);
        };
    this.writer = new JournalWriter(journal, ClosingRule.of(folder), clock);
    this.writer.start();
  }

  /// @param past journaled first, under an incarnation of its own, when there is no journal yet
  static OpenJournal open(
      GatewayConfig config, Site site, Gateway.Past past, Clock clock, ClockQuality quality)
      throws StartFailure {
    Path folder = config.data().resolve("journal");
    long quota = config.journal().quotaBytes();
    if (past.length().isPositive() && !Files.exists(folder)) {
      Rehearsal rehearsal = new Rehearsal(site, past.seed(), past.length(), clock.wallMicros());
      makeUp(rehearsal, folder, quota, clock);
    }
    return new OpenJournal(
        folder,
        quota,
        () -> birth(clock.wallMicros(), clock.nanos() / 1_000, quality.synchronised()),
        clock);
  }

  /// Made beside the journal's place and moved there when it is whole: a process that is killed in
  /// the middle leaves no half of a past behind, and the next one begins anew. What it leaves is
  /// deleted, because nothing in it was ever measured.
  private static void makeUp(Rehearsal rehearsal, Path folder, long quota, Clock clock)
      throws StartFailure {
    Path beside = folder.resolveSibling("journal-made-up");
    LOG.info("a past is being made up for the simulated building");
    try {
      if (!new JournalFolder(beside, quota).delete()) {
        throw new StartFailure(
            StartFailure.CONFLICT, "another process makes up a past in " + folder.getParent());
      }
      try (var before =
          new OpenJournal(beside, quota, () -> birth(rehearsal.startMicros(), 0, true), clock)) {
        long samples = rehearsal.run(before.inbox());
        LOG.info("the past has {} samples", samples);
      }
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartFailure(StartFailure.INTERNAL, "no past can be made up: " + e);
    }
  }

  Inbox inbox() {
    return writer;
  }

  Journal journal() {
    return journal;
  }

  JournalFigures figures() {
    return writer.figures();
  }

  JournalState state() {
    return journal.state();
  }

  /// What was offered is synced first.
  @Override
  public void close() {
    writer.close();
    journal.close();
  }

  private static Birth birth(long wallMicros, long monoMicros, boolean synchronised) {
    String bootId;
    try {
      bootId = Files.readString(BOOT_ID).strip();
    } catch (IOException _) {
      bootId = "";
    }
    return new Birth(bootId, monoMicros, wallMicros, synchronised);
  }
}
