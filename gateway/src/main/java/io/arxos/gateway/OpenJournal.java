package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.FlashWear;
import io.arxos.gateway.journal.Inbox;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of this process and the thread that writes it.
final class OpenJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenJournal.class);

  private final Journal journal;
  private final JournalWriter writer;
  private final FlashWear wear;

  private OpenJournal(
      Path folder, GatewayConfig.Journal config, Supplier<Beginning> beginnings, Clock clock)
      throws StartFailure {
    this.journal =
        switch (new JournalFolder(folder, config.quotaBytes()).open(beginnings)) {
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
    this.wear = FlashWear.under(folder, config.cardTerabytesWritten(), clock, Beginnings.bootId());
    this.writer = new JournalWriter(journal, rule(config.profile(), folder), clock);
    this.writer.onTend(wear::tick);
    this.writer.start();
  }

  /// @param past journaled first, under an incarnation of its own, when there is no journal yet
  static OpenJournal open(
      GatewayConfig config, Site site, Gateway.Past past, Clock clock, ClockQuality quality)
      throws StartFailure {
    Path folder = config.data().resolve("journal");
    if (past.length().isPositive() && !Files.exists(folder)) {
      Rehearsal rehearsal = new Rehearsal(site, past.seed(), past.length(), clock.wallMicros());
      makeUp(rehearsal, folder, config.journal(), clock);
    }
    return new OpenJournal(folder, config.journal(), Beginnings.of(clock, quality), clock);
  }

  /// Made beside the journal's place and moved there when it is whole: a process that is killed in
  /// the middle leaves no half of a past behind, and the next one begins anew. What it leaves is
  /// deleted, because nothing in it was ever measured.
  private static void makeUp(
      Rehearsal rehearsal, Path folder, GatewayConfig.Journal config, Clock clock)
      throws StartFailure {
    Path beside = folder.resolveSibling("journal-made-up");
    LOG.info("a past is being made up for the simulated building");
    try {
      if (!new JournalFolder(beside, config.quotaBytes()).delete()) {
        throw new StartFailure(
            StartFailure.CONFLICT, "another process makes up a past in " + folder.getParent());
      }
      try (var before =
          new OpenJournal(beside, config, Beginnings.at(rehearsal.startMicros()), clock)) {
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

  FlashWear.Figures wear() {
    return wear.figures();
  }

  private static ClosingRule rule(GatewayConfig.Profile profile, Path folder) {
    return switch (profile) {
      case AUTO -> ClosingRule.of(folder);
      case PROMPT -> ClosingRule.PROMPT;
      case SD_CARD -> ClosingRule.SD_CARD;
    };
  }
}
