package io.arxos.cloud.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class EmbeddedPostgresTest {
  @TempDir private static Path shared;

  /// The programs are unpacked once for all tests.
  @BeforeEach
  void sharePrograms(@TempDir Path data) throws IOException {
    shared.toFile().setExecutable(true, false);
    var programs = PostgresBinaries.unpackInto(shared).folder();
    var link = data.resolve(programs.getFileName());
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, programs);
    }
  }

  @Test
  void keepsWhatWasCommittedOverACleanEndAndOverAKill(@TempDir Path data) throws Exception {
    try (var postgres = EmbeddedPostgres.start(data);
        var store = Store.open(postgres.address())) {
      put(store, "clean", 1);
    }
    // The server is killed while it runs, as the power does it.
    try (var postgres = EmbeddedPostgres.start(data);
        var store = Store.connect(postgres.address())) {
      put(store, "killed", 2);
      var server = ProcessHandle.of(postgres.pid()).orElseThrow();
      server.destroyForcibly();
      server.onExit().get(30, TimeUnit.SECONDS);
    }
    try (var postgres = EmbeddedPostgres.start(data);
        var store = Store.connect(postgres.address())) {
      assertEquals(1, get(store, "clean"));
      assertEquals(2, get(store, "killed"));
    }
    assertTrue(EmbeddedPostgres.running(data).isEmpty());
  }

  @Test
  void stopsTheServerThatAKilledProcessLeftBehind(@TempDir Path data) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var parent =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    try (var said = parent.inputReader()) {
      var line = said.readLine();
      while (line != null && !line.startsWith("pid ")) {
        line = said.readLine();
      }
      assertTrue(line != null, "the first server did not start");
      var left = ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
      parent.destroyForcibly().waitFor();
      assertTrue(left.isAlive(), "a killed parent leaves its server behind");
      assertTrue(EmbeddedPostgres.running(data).isPresent());
      try (var postgres = EmbeddedPostgres.start(data);
          var store = Store.open(postgres.address())) {
        assertNotEquals(left.pid(), postgres.pid());
        assertEquals(7, get(store, "left"));
      }
    }
  }

  /// The parent that is killed.
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) throws Exception {
      var postgres = EmbeddedPostgres.start(Path.of(args[0]));
      var store = Store.open(postgres.address());
      put(store, "left", 7);
      System.out.println("pid " + postgres.pid());
      Thread.currentThread().join();
    }
  }

  @Test
  void oneProcessAtATimeUsesAFolder(@TempDir Path data) throws Exception {
    try (var first = EmbeddedPostgres.start(data)) {
      assertTrue(first.alive());
      var refused = assertThrows(IOException.class, () -> EmbeddedPostgres.start(data));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("another process uses"),
          refused.getMessage());
    }
  }

  @Test
  void refusesAFolderOfAnotherMajorVersion(@TempDir Path data) throws Exception {
    Files.createDirectories(data.resolve("pg"));
    Files.writeString(data.resolve("pg").resolve("PG_VERSION"), "15\n");
    var refused = assertThrows(IOException.class, () -> EmbeddedPostgres.start(data));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("was written by PostgreSQL 15"),
        refused.getMessage());
  }

  @Test
  void entersOnlyWithThePasswordAndNeverLosesToAPowerCut(@TempDir Path data) throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      var address = postgres.address();
      var password = data.resolve("pg.password");
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(password));
      assertThrows(
          java.sql.SQLException.class,
          () -> Store.connect(new Store.Address(address.url(), address.user(), "wrong")));
      try (var store = Store.connect(address)) {
        for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
          var value =
              store.inTransaction(db -> {
                try (var rows = db.createStatement().executeQuery("show " + setting)) {
                  rows.next();
                  return rows.getString(1);
                }
              });
          assertEquals("on", value, setting);
        }
      }
    }
  }

  private static void put(Store store, String name, long value) throws Exception {
    store.inTransaction(db -> {
      try (var sql = db.prepareStatement("insert into meta values (?, ?)")) {
        sql.setString(1, name);
        sql.setLong(2, value);
        return sql.executeUpdate();
      }
    });
  }

  private static long get(Store store, String name) throws Exception {
    return store.inTransaction(db -> {
      try (var sql = db.prepareStatement("select value from meta where name = ?")) {
        sql.setString(1, name);
        try (var rows = sql.executeQuery()) {
          assertTrue(rows.next(), name + " is gone");
          return rows.getLong(1);
        }
      }
    });
  }
}
