package io.arxos.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backup, drill and restore as an operator does them, on a data folder with a server of its own.
@Timeout(300)
class BackupCommandsTest {
  @TempDir Path temporary;

  private record Said(int code, String out, String err) {}

  /// Results go to standard output; the test reads them there.
  private static synchronized Said arxosCloud(Object... arguments) {
    var err = new StringWriter();
    var out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = Main.commandLine().setErr(new PrintWriter(err)).execute(words);
      return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private static void execute(Path data, String... texts) throws Exception {
    try (var server = EmbeddedPostgres.start(data);
        var store = Store.open(server.address())) {
      store.inTransaction(db -> {
        try (var sql = db.createStatement()) {
          for (var text : texts) {
            sql.execute(text);
          }
          return true;
        }
      });
    }
  }

  private static long gateways(Path data) throws Exception {
    try (var server = EmbeddedPostgres.start(data);
        var store = Store.open(server.address())) {
      return store.inTransaction(db -> {
        try (var sql = db.createStatement();
            var rows = sql.executeQuery("select count(*) from gateway")) {
          rows.next();
          return rows.getLong(1);
        }
      });
    }
  }

  @Test
  void anOperatorBacksUpDrillsAndRestores() throws Exception {
    Path data = temporary.resolve("data");
    Path folder = temporary.resolve("backups");
    assertEquals(2, arxosCloud("backup", "--data", data).code(), "no folder is said");
    assertEquals(4, arxosCloud("restore", "--data", data, "--folder", folder).code());
    execute(data, "insert into gateway (id) values ('kept')");
    Said made = arxosCloud("backup", "--data", data, "--folder", folder, "--json");
    assertEquals(0, made.code(), made.err());
    assertTrue(made.out().contains("\"samples\":0"), made.out());
    Said list = arxosCloud("backup", "--data", data, "--folder", folder, "--list");
    assertTrue(list.out().contains("backup-000001-"), list.out());

    Said drill = arxosCloud("restore-drill", "--data", data, "--folder", folder, "--json");
    assertEquals(0, drill.code(), drill.err());
    assertTrue(drill.out().contains("\"clean\":true"), drill.out());
    assertTrue(drill.out().contains("\"rpo_seconds\""), drill.out());
    try (var entries = Files.list(data)) {
      assertTrue(
          entries.noneMatch(path -> path.getFileName().toString().startsWith("drill-")),
          "the scratch is gone");
    }

    execute(data, "insert into gateway (id) values ('came later')");
    Said restored = arxosCloud("restore", "--data", data, "--folder", folder);
    assertEquals(0, restored.code(), restored.err());
    assertEquals(1, gateways(data));
    try (var entries = Files.list(data)) {
      assertEquals(
          1,
          entries
              .filter(path -> path.getFileName().toString().startsWith("pg-before-restore-"))
              .count(),
          "nothing is deleted");
    }
  }

  @Test
  void aRestoreThatIsRefusedSaysWhyAndChangesNothing() throws Exception {
    Path data = temporary.resolve("data");
    Path folder = temporary.resolve("backups");
    execute(data, "insert into gateway (id) values ('kept')");
    assertEquals(0, arxosCloud("backup", "--data", data, "--folder", folder).code());
    try (var cloud = DataFolder.take(data)) {
      Said busy = arxosCloud("restore", "--data", data, "--folder", folder);
      assertEquals(5, busy.code());
      assertTrue(busy.err().contains("a cloud already runs"), busy.err());
      assertTrue(cloud != null);
    }
    assertEquals(
        4, arxosCloud("restore", "--data", data, "--folder", folder, "backup-000009-x").code());
    Path backup;
    try (var entries = Files.list(folder)) {
      backup =
          entries
              .filter(path -> path.getFileName().toString().startsWith("backup-0"))
              .findFirst()
              .orElseThrow();
    }
    try (var file = new RandomAccessFile(backup.resolve("gateway.copy").toFile(), "rw")) {
      file.seek(30);
      file.write(99);
    }
    for (String verb : new String[] {"restore", "restore-drill"}) {
      Said damaged = arxosCloud(verb, "--data", data, "--folder", folder);
      assertEquals(3, damaged.code(), damaged.err());
      assertTrue(damaged.err().contains("gateway.copy"), damaged.err());
    }
    assertEquals(1, gateways(data));
  }

  // Ended between the two moves: there is no server to start, and an empty one must not be made.
  @Test
  void aRestoreThatWasBrokenOffIsDoneAgain() throws Exception {
    Path data = temporary.resolve("data");
    Path folder = temporary.resolve("backups");
    execute(data, "insert into gateway (id) values ('kept')");
    assertEquals(0, arxosCloud("backup", "--data", data, "--folder", folder).code());
    Files.move(data.resolve("pg"), data.resolve("pg-before-restore-20260101T000000Z"));
    Files.writeString(data.resolve(EmbeddedPostgres.UNFINISHED), "");
    Said refused = arxosCloud("audit", "--data", data);
    assertTrue(refused.code() != 0, refused.out());
    var start =
        org.junit.jupiter.api.Assertions.assertThrows(
            java.io.IOException.class, () -> EmbeddedPostgres.start(data));
    assertTrue(String.valueOf(start.getMessage()).contains("arxos cloud restore"));
    Said again = arxosCloud("restore", "--data", data, "--folder", folder);
    assertEquals(0, again.code(), again.err());
    assertEquals(1, gateways(data));
  }
}
