package io.arxos.simulation;

import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LoggedBlock;
import java.util.Optional;

/// Tells the store what the log takes and gives, for those mutants that would use it wrongly.
record LogWatch(SimStore store) implements SimLog.Watcher {
  @Override
  public void appended(LogRecord.Content content) {
    if (store.mutant() == Mutant.ACK_FROM_APPEND) {
      var place = LoggedBlock.of(new LogRecord(0, 0, Optional.empty(), content)).place();
      store.appended(place.key(), place.last());
    }
  }

  @Override
  public void read(LogRecord record) {
    if (store.mutant() == Mutant.ACCEPT_GAP) {
      var place = LoggedBlock.of(record).place();
      store.sees(place.key(), place.first());
    }
  }
}
