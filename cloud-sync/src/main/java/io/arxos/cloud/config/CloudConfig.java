package io.arxos.cloud.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can be set. The keys, their environment variables (`http.port` is
/// `ARXOS_CLOUD_HTTP_PORT`) and their defaults are read in one place, [#load].
///
/// @param data where store, log and keys lie
public record CloudConfig(
    Path data, Http http, Grpc grpc, Kafka kafka, Postgres postgres, Backup backup) {

  private static final Duration BACKUP_EVERY_MIN = Duration.ofSeconds(10);
  private static final Duration BACKUP_EVERY_MAX = Duration.ofDays(7);

  /// The page and the API for people.
  ///
  /// @param port 0: any free one
  /// @param certificate PEM; null for plain HTTP, which is for loopback only
  public record Http(String host, int port, @Nullable Path certificate, @Nullable Path key) {}

  /// Gateways and services; always mutual TLS.
  ///
  /// @param port 0: any free one
  /// @param ca null: what `ca init` made in the data folder, as for certificate and key
  public record Grpc(
      String host, int port, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {}

  /// @param bootstrap `host:port,…` of the operator's cluster; "" for one inside this process
  /// @param replicas of the topic, when it is made
  public record Kafka(String bootstrap, short replicas) {}

  /// @param url `jdbc:postgresql://…` of the operator's server; "" for a child process of this one
  /// @param passwordFile null: no password
  public record Postgres(String url, String user, @Nullable Path passwordFile) {}

  /// Backups of the store that the cloud makes by itself.
  ///
  /// @param folder null: none are made
  /// @param every how often
  /// @param keep how many of the newest stay
  public record Backup(@Nullable Path folder, Duration every, int keep) {}

  /// What a command line says.
  ///
  /// @param file null: defaults, environment and flags only
  /// @param flags by key, such as `http.port`; these win
  public record Source(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {}

  /// @throws BadConfig with every mistake
  public static CloudConfig load(Source source) throws BadConfig {
    Settings settings = Settings.of(source);
    CloudConfig config =
        new CloudConfig(
            settings.path("data", Path.of("/var/lib/arxos")),
            new Http(
                settings.text("http.host", "127.0.0.1"),
                settings.number("http.port", 0, 65_535, 8080),
                settings.path("http.certificate"),
                settings.path("http.key")),
            new Grpc(
                settings.text("grpc.host", "127.0.0.1"),
                settings.number("grpc.port", 0, 65_535, 8443),
                settings.path("grpc.ca"),
                settings.path("grpc.certificate"),
                settings.path("grpc.key")),
            new Kafka(
                settings.text("kafka.bootstrap", ""),
                (short) settings.number("kafka.replicas", 1, 7, 1)),
            new Postgres(
                settings.text("postgres.url", ""),
                settings.text("postgres.user", "arxos"),
                settings.path("postgres.password-file")),
            new Backup(
                settings.path("backup.folder"),
                settings.duration("backup.every", BACKUP_EVERY_MIN, BACKUP_EVERY_MAX, "1h"),
                settings.number("backup.keep", 1, 10_000, 24)));
    check(settings, config);
    settings.done();
    return config;
  }

  private static void check(Settings settings, CloudConfig config) {
    Http http = config.http();
    if ((http.certificate() == null) != (http.key() == null)) {
      settings.problem("http.certificate", "http.certificate and http.key go together");
    }
    if (http.certificate() == null
        && !io.arxos.cloud.access.RequestRules.isLoopbackAddress(http.host())) {
      settings.problem(
          "http.host",
          "http.host is "
              + http.host()
              + ", which others can reach, and plain HTTP is for this machine only;"
              + " set http.certificate and http.key, or http.host: 127.0.0.1");
    }
    Grpc grpc = config.grpc();
    long given =
        java.util.stream.Stream.of(grpc.ca(), grpc.certificate(), grpc.key())
            .filter(java.util.Objects::nonNull)
            .count();
    if (given != 0 && given != 3) {
      settings.problem("grpc.certificate", "grpc.ca, grpc.certificate and grpc.key go together");
    }
    String url = config.postgres().url();
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      settings.problem("postgres.url", "postgres.url must begin with jdbc:postgresql:");
    }
  }
}
