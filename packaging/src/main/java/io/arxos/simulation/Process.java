package io.arxos.simulation;

import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalState;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Limits;
import io.arxos.gateway.journal.StorageException;
import io.arxos.gateway.uplink.Channels;
import io.arxos.gateway.uplink.GatewayFacts;
import io.arxos.gateway.uplink.SiteModelMessage;
import io.arxos.gateway.uplink.Uplink;
import io.arxos.gateway.uplink.UplinkSeams;
import java.util.function.Supplier;

/// The gateway's process: the production classes, on one card.
record Process(Journal journal, JournalWriter writer, Uplink uplink) {
  /// What it stands on.
  record Ground(
      SimDisk disk,
      Supplier<Beginning> beginnings,
      Channels channels,
      SimClock clock,
      Chance chance,
      SimGateway.Surroundings around) {}

  /// Starts one.
  ///
  /// @throws StorageException when the disk does not let it
  static Process on(Ground ground) throws StorageException {
    var setting = ground.around().setting();
    var limits = Limits.of(setting.quotaBytes());
    var journal = Journal.begin(ground.disk(), ground.beginnings(), limits, () -> {});
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, ground.clock());
    var model = SiteModelMessage.of(TapWire.model(ground.around().building()));
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            new NoCommands(),
            () -> new GatewayFacts(true, 1, 0, 1, 0, "0"),
            () -> model);
    var random = ground.chance().split().random();
    var uplink = Uplink.over(ground.channels(), seams, setting.keep(), ground.clock(), random);
    return new Process(journal, writer, uplink);
  }

  /// Whether the journal has given up and only a restart helps.
  boolean isBroken() {
    return journal.state() instanceof JournalState.Failed;
  }
}
