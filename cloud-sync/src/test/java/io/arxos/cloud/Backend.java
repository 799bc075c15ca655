package io.arxos.cloud;

import io.arxos.cloud.log.EmbeddedKafka;
import io.arxos.cloud.log.KafkaLog;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/// A real store and a real log, started once for all tests of this JVM. Tests keep apart by using
/// gateways and buildings of their own.
public final class Backend {
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Backend IT = new Backend();

  private static boolean templateMade;

  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final Store store;
  private final KafkaLog log;

  private Backend() {
    try {
      var data = Files.createTempDirectory("arxos-cloud-test-");
      postgres = EmbeddedPostgres.start(data);
      store = Store.open(postgres.address());
      kafka = EmbeddedKafka.start(data);
      log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data)));
    } catch (Exception e) {
      throw new IllegalStateException("the test's store or log does not start", e);
    }
  }

  public static Store store() {
    return IT.store;
  }

  public static KafkaLog log() {
    return IT.log;
  }

  /// An empty store of its own, in the same server. The caller closes it.
  public static Store freshStore() throws SQLException {
    var name = "test_" + NEXT.incrementAndGet();
    synchronized (IT) {
      if (!templateMade) {
        execute("create database template_of_tests");
        Store.open(addressOf("template_of_tests")).close();
        templateMade = true;
      }
      execute("create database " + name + " template template_of_tests");
    }
    return Store.connect(addressOf(name));
  }

  /// A database of its own, without tables, in the same server.
  public static Store.Address emptyDatabase() throws SQLException {
    var name = "test_" + NEXT.incrementAndGet();
    execute("create database " + name + " template template0");
    return addressOf(name);
  }

  private static void execute(String text) throws SQLException {
    var address = IT.postgres.address();
    try (var db = DriverManager.getConnection(address.url(), address.user(), address.password());
        var sql = db.createStatement()) {
      sql.execute(text);
    }
  }

  private static Store.Address addressOf(String name) {
    var address = IT.postgres.address();
    var url = address.url().replaceFirst("/postgres$", "/" + name);
    return new Store.Address(url, address.user(), address.password());
  }

  public static String bootstrap() {
    return IT.kafka.bootstrap();
  }

  /// Nothing of it is needed any more, so nothing is brought to a clean end.
  private void end(Path data) {
    ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
    try (var tree = Files.walk(data)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + data + " (" + e.getMessage() + ")");
    }
  }
}
