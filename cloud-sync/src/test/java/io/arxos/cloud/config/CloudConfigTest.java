package io.arxos.cloud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arxos.cloud.config.CloudConfig.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudConfigTest {
  private static final CloudConfig DEFAULTS =
      new CloudConfig(
          Path.of("/var/lib/arxos"),
          new CloudConfig.Http("127.0.0.1", 8080, null, null),
          new CloudConfig.Grpc("127.0.0.1", 8443, null, null, null),
          new CloudConfig.Kafka("", (short) 1),
          new CloudConfig.Postgres("", "arxos", null),
          new CloudConfig.Backup(null, Duration.ofHours(1), 24));

  @TempDir Path folder;

  @Test
  void fileOfTheRepositorySaysTheDefaults() throws Exception {
    Path file = Path.of("..", "config", "cloud.yaml");
    assertEquals(DEFAULTS, CloudConfig.load(new Source(file, Map.of(), Map.of())));
    assertEquals(DEFAULTS, CloudConfig.load(new Source(null, Map.of(), Map.of())));
  }

  @Test
  void aTimeHasAUnitAndALimit() throws Exception {
    Path file = write("backup:\n  folder: /b\n  every: 30min\n");
    assertEquals(
        new CloudConfig.Backup(Path.of("/b"), Duration.ofMinutes(30), 24),
        CloudConfig.load(new Source(file, Map.of(), Map.of())).backup());
    for (String wrong : List.of("30", "1s", "8d", "an hour", "99999999999h")) {
      Path bad = write("backup:\n  every: " + wrong + "\n");
      var e =
          assertThrows(
              BadConfig.class, () -> CloudConfig.load(new Source(bad, Map.of(), Map.of())));
      assertEquals(
          List.of(
              "%s:2  backup.every is \"%s\"; it must be a time such as 30min or 1h, 10 s to 7 d"
                  .formatted(bad, wrong)),
          e.problems());
    }
  }

  @Test
  void flagWinsOverEnvironmentAndThatOverFile() throws Exception {
    Path file = write("http:\n  port: 1\ngrpc:\n  port: 1\nkafka:\n  replicas: 3\n");
    CloudConfig config =
        CloudConfig.load(
            new Source(
                file,
                Map.of("ARXOS_CLOUD_HTTP_PORT", "2", "ARXOS_CLOUD_GRPC_PORT", "2"),
                Map.of("http.port", "3")));
    assertEquals(3, config.http().port());
    assertEquals(2, config.grpc().port());
    assertEquals(3, config.kafka().replicas());
  }

  @Test
  void everyMistakeIsToldWithItsLine() throws Exception {
    Path file =
        write(
            """
            htp:
              port: 8080
            http:
              port: many
              host: 0.0.0.0
            postgres:
              url: mysql://db
            """);
    assertEquals(
        List.of(
            file + ":4  http.port is \"many\"; it must be a whole number, 0 to 65535",
            file
                + ":5  http.host is 0.0.0.0, which others can reach, and plain HTTP is for this"
                + " machine only; set http.certificate and http.key, or http.host: 127.0.0.1",
            file + ":7  postgres.url must begin with jdbc:postgresql:",
            file + ":2  unknown key htp.port; did you mean http.port?"),
        problems(file));
  }

  @Test
  void filesThatAreNoSettingsAreTold() throws Exception {
    assertEquals(
        List.of(folder.resolve("none.yaml") + "  there is no such file"),
        problems(folder.resolve("none.yaml")));
    Path list = write("- a\n");
    assertEquals(List.of(list + ":1  keys and values are expected here"), problems(list));
    Path broken = write("http: {port: 1\n");
    assertEquals(1, problems(broken).size());
    Path twice = write("data: a\ndata: b\n");
    assertEquals(1, problems(twice).size());
    assertEquals(true, problems(twice).getFirst().startsWith(twice + ":2  "));
  }

  @Test
  void certificateAndKeyGoTogether() throws Exception {
    Path file = write("http:\n  certificate: a.pem\ngrpc:\n  ca: b.pem\n");
    assertEquals(
        List.of(
            file + ":2  http.certificate and http.key go together",
            file + "  grpc.ca, grpc.certificate and grpc.key go together"),
        problems(file));
  }

  private static List<String> problems(Path file) {
    return assertThrows(
            BadConfig.class, () -> CloudConfig.load(new Source(file, Map.of(), Map.of())))
        .problems();
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("cloud.yaml"), text);
  }
}
