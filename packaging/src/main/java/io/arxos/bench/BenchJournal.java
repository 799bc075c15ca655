package io.arxos.bench;

import io.arxos.driver.Clock;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalFolder;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Opening;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// A gateway's journal with its writer, for what is measured in front of it.
///
/// @param writer started
record BenchJournal(Journal journal, JournalWriter writer) implements AutoCloseable {
  static BenchJournal open(Path folder) throws IOException {
    if (!(new JournalFolder(folder).open(BenchJournal::beginning)
        instanceof Opening.Opened(Journal journal, _))) {
      throw new IOException("no journal can be made in " + folder);
    }
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system());
    writer.start();
    return new BenchJournal(journal, writer);
  }

  private static Beginning beginning() {
    return new Beginning(
        IncarnationId.random(new SecureRandom()),
        new Birth("bench", 0, 1_767_600_000_000_000L, true));
  }

  @Override
  public void close() {
    writer.close();
    journal.close();
  }
}
