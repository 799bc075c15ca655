package io.arxos.cloud;

import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.log.EmbeddedKafka;
import io.arxos.cloud.log.KafkaLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The store and the log, ours or the operator's; started side by side.
///
/// @param postgres null for the operator's
/// @param kafka null for the operator's
record Backing(
    Store store, KafkaLog log, @Nullable EmbeddedPostgres postgres, @Nullable EmbeddedKafka kafka)
    implements AutoCloseable {

  private record StoreSide(Store store, @Nullable EmbeddedPostgres postgres) {}

  private record LogSide(KafkaLog log, @Nullable EmbeddedKafka kafka) {}

  static Backing start(CloudConfig config) throws StartFailure, InterruptedException {
    FutureTask<LogSide> logSide = new FutureTask<>(() -> log(config));
    Thread.ofPlatform().name("start-log").start(logSide);
    StoreSide storeSide;
    try {
      storeSide = store(config);
    } catch (StartFailure e) {
      closeLater(logSide);
      throw e;
    }
    try {
      LogSide log = logSide.get();
      return new Backing(storeSide.store(), log.log(), storeSide.postgres(), log.kafka());
    } catch (ExecutionException e) {
      close(storeSide);
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw new StartFailure(StartFailure.INTERNAL, "the log does not start: " + e.getCause());
    }
  }

  private static StoreSide store(CloudConfig config) throws StartFailure, InterruptedException {
    CloudConfig.Postgres settings = config.postgres();
    EmbeddedPostgres own = null;
    try {
      if (settings.url().isEmpty()) {
        own = EmbeddedPostgres.start(config.data());
        return new StoreSide(Store.open(own.address()), own);
      }
      return new StoreSide(Store.open(operators(settings)), null);
    } catch (IOException e) {
      throw new StartFailure(StartFailure.INTERNAL, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      if (own != null) {
        own.close();
      }
      throw new StartFailure(
          own == null ? StartFailure.UNREACHABLE : StartFailure.INTERNAL,
          "the store does not open: " + e.getMessage());
    }
  }

  /// Where the operator's own server is.
  static Store.Address operators(CloudConfig.Postgres settings) throws StartFailure {
    return new Store.Address(settings.url(), settings.user(), password(settings));
  }

  private static String password(CloudConfig.Postgres settings) throws StartFailure {
    Path file = settings.passwordFile();
    try {
      return file == null ? "" : Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "cannot read postgres.password-file " + e.getMessage());
    }
  }

  private static LogSide log(CloudConfig config) throws StartFailure {
    CloudConfig.Kafka settings = config.kafka();
    EmbeddedKafka own = null;
    try {
      String bootstrap = settings.bootstrap();
      if (bootstrap.isEmpty()) {
        own = EmbeddedKafka.start(config.data());
        bootstrap = own.bootstrap();
      }
      return new LogSide(KafkaLog.open(new KafkaLog.Settings(bootstrap, settings.replicas())), own);
    } catch (IOException e) {
      throw new StartFailure(StartFailure.INTERNAL, String.valueOf(e.getMessage()));
    } catch (LogUnavailable e) {
      if (own != null) {
        own.close();
      }
      throw new StartFailure(
          own == null ? StartFailure.UNREACHABLE : StartFailure.INTERNAL,
          String.valueOf(e.getMessage()));
    }
  }

  private static void closeLater(FutureTask<LogSide> logSide) throws InterruptedException {
    try {
      LogSide log = logSide.get();
      log.log().close();
      if (log.kafka() != null) {
        log.kafka().close();
      }
    } catch (ExecutionException _) {
      // it did not start either, and the first reason is told
    }
  }

  private static void close(StoreSide side) {
    side.store().close();
    if (side.postgres() != null) {
      side.postgres().close();
    }
  }

  /// False when a part of our own has ended without being asked to.
  boolean alive() {
    return postgres == null || postgres.alive();
  }

  @Override
  public void close() {
    Callable<@Nullable Void> storeEnd =
        () -> {
          close(new StoreSide(store, postgres));
          return null;
        };
    var storeSide = new FutureTask<>(storeEnd);
    Thread.ofPlatform().name("end-store").start(storeSide);
    log.close();
    if (kafka != null) {
      kafka.close();
    }
    try {
      storeSide.get();
    } catch (ExecutionException | InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
