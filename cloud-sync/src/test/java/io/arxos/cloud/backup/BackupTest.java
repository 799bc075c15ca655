package io.arxos.cloud.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Backend;
import io.arxos.cloud.history.Audit;
import io.arxos.cloud.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backup of a real store: what it holds, when it counts, and what may happen on the way.
@Timeout(300)
final class BackupTest extends StoreCase {
  // ---- what it holds ----

  @Test
  void aRestoredStoreHoldsTheSameRowsInEveryTable() throws Exception {
    writer.store(0, 1, 50);
    writer.store(1, 51, 80);
    writer.store(-600, 81, 90); // shares the partition for other days
    writer.lose(91, 95);
    fillOtherTables();
    var backup = take();
    assertEquals(90, backup.samples());
    var into = Backend.emptyDatabase();
    var done = restore(backup.name(), into);
    assertNotEquals(backup.generation(), done.generation());
    try (var restored = Store.connect(into)) {
      assertTrue(Audit.find(restored).clean());
      var before = contents(store);
      var after = contents(restored);
      assertEquals(before.keySet(), after.keySet());
      for (var table : before.keySet()) {
        if (!List.of("meta", "gateway", "command", "command_step").contains(table)) {
          assertEquals(before.get(table), after.get(table), table);
        }
      }
      // A sequence would have to be copied, too; there is none.
      assertEquals(0, count(restored, "select count(*) from pg_class where relkind = 'S'"));
    }
  }

  @Test
  void whatWasOnItsWayIsOverAfterARestore() throws Exception {
    fillOtherTables();
    var into = Backend.emptyDatabase();
    restore(take().name(), into);
    try (var restored = Store.connect(into)) {
      assertEquals(0, count(restored, "select count(*) from gateway where connected"));
      assertTrue(count(restored, "select min(session) from gateway") > 1_000_000);
      assertEquals(2, count(restored, "select count(*) from command where state = 'expired'"));
      assertEquals(1, count(restored, "select count(*) from command where state = 'verified'"));
      assertEquals(
          2,
          count(
              restored, "select count(*) from command_step where state = 'expired' and step = 2"));
      assertEquals(0, count(restored, "select value from meta where name = 'backup_every_ms'"));
    }
  }

  private void fillOtherTables() throws SQLException {
    execute(
        "insert into gateway (id, building, session, connected, status) values"
            + " ('gw', 'b', 7, true, '{\"a\": [1, null, \"ü\"]}')");
    execute("insert into site_model values ('gw', 'b', '\\x00ff', '\\x01', 1)");
    execute("insert into hold values ('gw', 'b/e/p', 9, null, 'o', 'r', 1, 2, 'c')");
    for (var state : List.of("pending", "accepted", "verified")) {
      execute(
          "insert into command values ('%s', 'gw', 'b/e/p', 'n1', 9, 'i', 'r', 1, 1, '%s', '')"
              .formatted(state, state));
      execute("insert into command_step values ('%s', 1, '%s', 1, '')".formatted(state, state));
    }
    execute("insert into login_used values ('n', now())");
  }

  // ---- days that are as they were ----

  @Test
  void onlyDaysThatHaveChangedAreCopiedAgain() throws Exception {
    writer.store(0, 1, 10);
    writer.store(1, 11, 20);
    var first = take();
    writer.store(1, 21, 30);
    var second = take();
    assertEquals(key(first, 0), key(second, 0), "a link");
    assertNotEquals(key(first, 1), key(second, 1), "a copy");
  }

  // The same number of rows, samples and bytes, but other ones.
  @Test
  void aDayThatWasPackedIsCopiedAgain() throws Exception {
    writer.store(0, 1, 10);
    var first = take();
    execute("update block set points = 7");
    execute("update day_change set changes = changes + 1");
    var second = take();
    assertNotEquals(key(first, 0), key(second, 0));
    // The control: without the count nobody would notice.
    execute("update block set points = 8");
    assertEquals(key(second, 0), key(take(), 0));
  }

  @Test
  void aRestoredStoreLinksNothingOfAnEarlierGeneration() throws Exception {
    writer.store(0, 1, 10);
    var first = take();
    execute("update meta set value = value + 1 where name = 'db_generation'");
    assertNotEquals(key(first, 0), key(take(), 0));
  }

  @Test
  void theNewestStayWholeWhenOlderOnesAreDeleted() throws Exception {
    writer.store(0, 1, 10);
    var first = take();
    for (int i = 0; i < 4; i++) {
      take();
    }
    assertEquals(3, folder.names().size());
    assertFalse(folder.names().contains(first.name()));
    for (var name : folder.names()) {
      Restore.check(folder.verified(name));
    }
    assertEquals(3, counted.names().size());
  }

  // ---- when it counts ----

  @Test
  void safeIsWhatTheNewestVerifiedBackupContains() throws Exception {
    writer.store(0, 1, 10);
    assertEquals(0, writer.safe(), "nothing is backed up yet");
    take();
    assertEquals(10, writer.safe());
    writer.store(0, 11, 20);
    assertEquals(10, writer.safe());
    take();
    assertEquals(20, writer.safe());
    counted.every(0);
    writer.store(0, 21, 30);
    assertEquals(30, writer.safe(), "without backups it is what is committed");
  }

  @ParameterizedTest
  @EnumSource(Probe.Phase.class)
  void deathAtAnyStepLeavesNothingThatCountsAndIsNotThere(Probe.Phase phase) throws Exception {
    writer.store(0, 1, 10);
    take();
    writer.store(0, 11, 20);
    assertThrows(
        Killed.class,
        () ->
            backups(
                    at -> {
                      if (at == phase) {
                        throw new Killed();
                      }
                    })
                .take());
    assertSafeIsOnDisk();
    backups(Probe.NONE).reconcile();
    assertSafeIsOnDisk();
    boolean there = phase.compareTo(Probe.Phase.MARKED) >= 0;
    assertEquals(there ? 20 : 10, writer.safe(), "what is verified counts");
    take();
    assertEquals(20, writer.safe());
    assertSafeIsOnDisk();
    try (var entries = Files.list(folder.path())) {
      var names = entries.map(path -> path.getFileName().toString()).toList();
      assertTrue(names.stream().noneMatch(name -> name.startsWith("being-written")), "" + names);
    }
  }

  /// The promise: what is told to be safe can be restored.
  private void assertSafeIsOnDisk() throws Exception {
    var newest = folder.newest().orElseThrow();
    Restore.check(newest);
    assertTrue(newest.manifest().lanes().getFirst().next() - 1 >= writer.safe());
  }

  @Test
  void aBackupThatIsGoneDoesNotCount() throws Exception {
    writer.store(0, 1, 10);
    var first = take();
    writer.store(0, 11, 20);
    var second = take();
    Files.delete(folder.at(second.name()).resolve(BackupFolder.VERIFIED));
    backups(Probe.NONE).reconcile();
    assertEquals(10, writer.safe());
    Files.delete(folder.at(first.name()).resolve(BackupFolder.VERIFIED));
    backups(Probe.NONE).reconcile();
    assertEquals(0, writer.safe());
  }

  @Test
  void aStoreThatIsNotWholeIsNotCounted() throws Exception {
    writer.store(0, 1, 10);
    writer.store(1, 11, 20);
    execute("delete from block where first = 11");
    var refused = assertThrows(BadBackup.class, this::take);
    assertTrue(refused.line().contains("cursors stand for 20"), refused.line());
    assertEquals(0, writer.safe());
  }

  @Test
  void theAuditSaysWhatARestoreCouldLose() throws Exception {
    counted.every(0);
    writer.store(0, 1, 10);
    assertTrue(audit().contains("No backups: a restore would lose everything"), audit());
    counted.every(3_600_000);
    assertTrue(audit().contains("No backup yet"), audit());
    take();
    assertTrue(audit().contains("gateways keep what came since"), audit());
    counted.every(0);
    assertTrue(audit().contains("no more are made"), audit());
  }

  private String audit() throws SQLException {
    var said = new ByteArrayOutputStream();
    Audit.run(store, new PrintStream(said, true, StandardCharsets.UTF_8), false);
    return said.toString(StandardCharsets.UTF_8);
  }

  // ---- while the store is written ----

  @Test
  void aBackupUnderLoadIsWholeAndHoldsBackNobody() throws Exception {
    writer.store(0, 1, 10);
    var going = new AtomicBoolean(true);
    var load = CompletableFuture.supplyAsync(() -> storeUntil(going));
    var backups = new ArrayList<Manifest>();
    for (int i = 0; i < 3; i++) {
      backups.add(take());
    }
    going.set(false);
    long stored = load.get(60, TimeUnit.SECONDS);
    assertTrue(stored > 10);
    for (var backup : backups) {
      var into = Backend.emptyDatabase();
      restore(backup.name(), into);
      try (var restored = Store.connect(into)) {
        var found = Audit.find(restored);
        assertTrue(found.clean());
        assertEquals(backup.lanes().getFirst().next() - 1, found.samples());
      }
    }
  }

  private long storeUntil(AtomicBoolean going) {
    try {
      long next = writer.next();
      while (going.get()) {
        writer.store((int) (next / 100), next, next + 9);
        next += 10;
      }
      return next - 1;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // Making a partition locks the parent and the partition for all other days.
  @Test
  void aNewDayBeginsWhileABackupStandsStill() throws Exception {
    writer.store(0, 1, 10);
    var made = new AtomicBoolean();
    backups(
            at -> {
              if (at == Probe.Phase.COPYING && !made.get()) {
                made.set(true);
                try {
                  CompletableFuture.runAsync(() -> storeNewDay()).get(60, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new AssertionError("a new day waits for the backup", e);
                }
              }
            })
        .take();
    assertTrue(made.get());
  }

  private void storeNewDay() {
    try {
      writer.store(3, 11, 20);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void twoAtOnceAreOneTooMany() throws Exception {
    writer.store(0, 1, 10);
    backups(
            at -> {
              if (at == Probe.Phase.BEGUN) {
                assertThrows(FolderInUse.class, this::take);
              }
            })
        .take();
  }

  @Test
  void aDatabaseThatIsNotEmptyIsNotRestoredInto() throws Exception {
    writer.store(0, 1, 10);
    var backup = take();
    var into = Backend.emptyDatabase();
    restore(backup.name(), into);
    var refused = assertThrows(SQLException.class, () -> restore(backup.name(), into));
    assertTrue(String.valueOf(refused.getMessage()).contains("not empty"));
  }
}
