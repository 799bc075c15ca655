package io.arxos.cloud.backup;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.backup.Manifest.TableFile;
import io.arxos.cloud.history.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a backup and compares it with its manifest: lengths and hashes; rows that can be loaded;
/// of the ledger every block with its checksum, dense within its row.
final class Verifier {
  private final Path backup;
  private final Manifest manifest;

  Verifier(BackupFolder.Verified backup) {
    this(backup.path(), backup.manifest());
  }

  Verifier(Path backup, Manifest manifest) {
    this.backup = backup;
    this.manifest = manifest;
  }

  /// @param againUs files last read before this are read again, the others only measured
  /// @param nowUs what is written down for those that were read
  /// @return the manifest with what was read
  /// @throws BadBackup when anything is not as it should be
  Manifest verify(long againUs, long nowUs) throws IOException, BadBackup {
    var files = new ArrayList<TableFile>();
    for (var file : manifest.files()) {
      if (file.checkedUs() < againUs) {
        read(file);
        files.add(file.checked(nowUs));
      } else {
        measure(file);
        files.add(file);
      }
    }
    return manifest.with(files);
  }

  /// Whether samples and losses together are what the cursors say; else a sentence that says what
  /// is, for a store that was not whole when it was copied.
  Optional<String> sums() throws IOException, BadBackup {
    long stored = manifest.samples();
    long lost = 0;
    var loss = file("loss");
    int first = loss.columns().indexOf("first");
    int last = loss.columns().indexOf("last");
    try (var in = new Hashed.Input(backup.resolve(loss.file()));
        var rows = new CopyRows(in, loss.columns().size())) {
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        lost += row.get().number(last) - row.get().number(first) + 1;
      }
    }
    return stored + lost == manifest.sequences()
        ? Optional.empty()
        : Optional.of(
            "%d samples are stored and %d listed as lost, but the cursors stand for %d"
                .formatted(stored, lost, manifest.sequences()));
  }

  private TableFile file(String table) throws BadBackup {
    return manifest.files().stream()
        .filter(file -> file.table().equals(table))
        .findFirst()
        .orElseThrow(() -> new BadBackup(manifest.name() + " has no table " + table));
  }

  private void measure(TableFile file) throws IOException, BadBackup {
    try {
      long bytes = Files.size(backup.resolve(file.file()));
      if (bytes != file.bytes()) {
        throw damaged(file, "it has " + bytes + " bytes, not " + file.bytes());
      }
    } catch (NoSuchFileException e) {
      throw damaged(file, "it is missing");
    }
  }

  private void read(TableFile file) throws IOException, BadBackup {
    measure(file);
    try (var in = new Hashed.Input(backup.resolve(file.file()))) {
      String wrong = "";
      try {
        rows(file, new CopyRows(in, file.columns().size()));
      } catch (BadBackup e) {
        wrong = e.line();
      }
      in.finish();
      if (!in.sha256().equals(file.sha256())) {
        throw damaged(file, "its SHA-256 is not the one in the manifest");
      }
      if (!wrong.isEmpty()) {
        throw damaged(file, wrong);
      }
    }
  }

  private static void rows(TableFile file, CopyRows rows) throws IOException, BadBackup {
    long count = 0;
    long samples = 0;
    boolean ledger = file.ledger() != null;
    for (var row = rows.next(); row.isPresent(); row = rows.next()) {
      count++;
      samples += ledger ? ledgerRow(file.columns(), row.get()) : 0;
    }
    if (count != file.rows()) {
      throw new BadBackup("it has " + count + " rows, not " + file.rows());
    }
    if (file.ledger() != null && file.ledger().samples() != samples) {
      throw new BadBackup("it has " + samples + " samples, not " + file.ledger().samples());
    }
  }

  /// @return how many samples it holds
  private static long ledgerRow(List<String> columns, CopyRows.Row row) throws BadBackup {
    long first = row.number(columns.indexOf("first"));
    long last = row.number(columns.indexOf("last"));
    long expected = first;
    try {
      for (var block : Payloads.split(row.bytes(columns.indexOf("payload")))) {
        var range = BlockCodec.check(block);
        if (range.first() > expected || range.last() < expected) {
          throw new BadBackup("a block holds " + range + " where " + expected + " is expected");
        }
        expected = range.last() + 1;
      }
    } catch (BadBlock | IllegalArgumentException e) {
      throw new BadBackup("a block of " + first + " to " + last + ": " + e.getMessage());
    }
    if (expected != last + 1) {
      throw new BadBackup("the blocks of " + first + " to " + last + " end at " + (expected - 1));
    }
    return last - first + 1;
  }

  private BadBackup damaged(TableFile file, String why) {
    return new BadBackup(manifest.name() + " is damaged: " + file.file() + ": " + why);
  }
}
