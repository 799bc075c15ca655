package io.arxos.cloud;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.EmbeddedKafka;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A real store and a real log, started once for all tests of this JVM. Tests keep apart by using
/// gateways and buildings of their own.
public final class Backend {
  private static final Backend IT = new Backend();

  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final Store store;
  private final BlockLog log;

  private Backend() {
    try {
      var data = Files.createTempDirectory("arxos-cloud-test-");
      postgres = EmbeddedPostgres.start(data);
      store = Store.open(postgres.address());
      kafka = EmbeddedKafka.start(data);
      log = BlockLog.open(new BlockLog.Settings(kafka.bootstrap(), (short) 1));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data)));
    } catch (Exception e) {
      throw new IllegalStateException("the test's store or log does not start", e);
    }
  }

  public static Store store() {
    return IT.store;
  }

  public static BlockLog log() {
    return IT.log;
  }

  public static Store.Address address() {
    return IT.postgres.address();
  }

  public static String bootstrap() {
    return IT.kafka.bootstrap();
  }

  private void end(Path data) {
    log.close();
    store.close();
    kafka.close();
    postgres.close();
    try (var tree = Files.walk(data)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
