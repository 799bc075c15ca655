package io.arxos.gateway.uplink;

import io.arxos.gateway.control.Commands;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalFigures;
import io.arxos.gateway.sampling.ProcessImage.Snapshot;
import java.util.Map;
import java.util.function.Supplier;

/// What the uplink talks with inside the gateway.
///
/// @param journal what is sent
/// @param figures of the journal's writer
/// @param commands where commands go, and what is in hand
/// @param facts asked every two seconds
/// @param model asked when a connection begins and when the cloud wants it
/// @param image the newest of every point; asked while a backlog drains
public record UplinkSeams(
    Journal journal,
    Supplier<JournalFigures> figures,
    Commands commands,
    Supplier<GatewayFacts> facts,
    Supplier<SiteModelMessage> model,
    Supplier<Snapshot> image) {
  /// Without a process image: nothing is told but samples.
  public UplinkSeams(
      Journal journal,
      Supplier<JournalFigures> figures,
      Commands commands,
      Supplier<GatewayFacts> facts,
      Supplier<SiteModelMessage> model) {
    this(journal, figures, commands, facts, model, () -> new Snapshot(Map.of()));
  }
}
