package io.arxos.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;

/// The layout that the ledger is compared with: one row per sample, brought by COPY, ten thousand
/// rows per transaction.
final class RowPerSample {
  private static final int ROWS = 10_000;

  private final Connection db;
  private final SyncBacklog values = new SyncBacklog();

  RowPerSample(Connection db) {
    this.db = db;
  }

  void copy(long count, long fromMicros) throws SQLException, IOException {
    var copy = db.unwrap(PGConnection.class).getCopyAPI();
    for (long done = 0; done < count; done += ROWS) {
      var rows = new StringBuilder();
      for (long i = done; i < Math.min(done + ROWS, count); i++) {
        int point = (int) (i % SyncBacklog.POINTS);
        var time =
            Instant.EPOCH.plus(fromMicros + i * SyncBacklog.PERIOD_MICROS, ChronoUnit.MICROS);
        rows.append(point).append('\t').append(time).append('\t');
        rows.append(values.next(point)).append("\t1\n");
      }
      var text = rows.toString().getBytes(StandardCharsets.US_ASCII);
      copy.copyIn("copy bench_sample from stdin", new ByteArrayInputStream(text));
    }
  }
}
