package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose cloud is not there, or does not know it: the building goes on, and one line says
/// why nothing arrives.
@Timeout(300)
final class NoCloudIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void withoutACloudTheGatewayGoesOnAndSaysWhy() throws Exception {
    Path keys = keysOf("authority");
    runs(keys, "localhost:9", "localhost:9 cannot be reached");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsSaidAsSuch() throws Exception {
    Path foreign = keysOf("foreign");
    Path cloud = folder.resolve("cloud");
    assertEquals(0, Commands.arxos("cloud", "ca", "init", "--data", cloud.toString()).code());
    Path ready = folder.resolve("cloud.json");
    Process process =
        start(
            "cloud.log",
            List.of(
                "cloud",
                "run",
                "--data",
                cloud.toString(),
                "--grpc-port",
                "0",
                "--http-port",
                "0",
                "--exit-with-stdin",
                "--ready-file",
                ready.toString()));
    try {
      Await.until(
          Duration.ofMinutes(2), "the cloud", () -> Files.exists(ready), () -> log("cloud.log"));
      int port =
          JsonMapper.builder().build().readTree(Files.readString(ready)).path("grpc").asInt();
      runs(foreign, "localhost:" + port, "do not trust each other");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private void runs(Path keys, String cloud, String said) throws Exception {
    Path ready = folder.resolve("gateway.json");
    Process process =
        start(
            "gateway.log",
            List.of(
                "gateway",
                "run",
                "--config",
                Commands.HOME.resolve("config/gateway.yaml").toString(),
                "--site",
                Commands.HOME.resolve("config/sites/examples/modbus-meter.yaml").toString(),
                "--data",
                folder.resolve("gateway").toString(),
                "--cloud",
                cloud,
                "--ca",
                keys.resolve("ca.pem").toString(),
                "--certificate",
                keys.resolve("certificate.pem").toString(),
                "--key",
                keys.resolve("key.pem").toString(),
                "--page-port",
                "0",
                "--exit-with-stdin",
                "--ready-file",
                ready.toString()));
    try {
      Await.until(LIMIT, "the gateway", () -> Files.exists(ready), () -> log("gateway.log"));
      Await.until(LIMIT, said, () -> log("gateway.log").contains(said), () -> log("gateway.log"));
      int page =
          JsonMapper.builder().build().readTree(Files.readString(ready)).path("page").asInt();
      assertEquals(200, health(page));
      long lines = log("gateway.log").lines().filter(line -> line.contains(said)).count();
      assertTrue(
          lines <= 3, () -> "the same failure is said again and again:\n" + log("gateway.log"));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private Path keysOf(String authority) throws Exception {
    Path data = folder.resolve(authority);
    Path keys = folder.resolve(authority + "-keys");
    assertEquals(0, Commands.arxos("cloud", "ca", "init", "--data", data.toString()).code());
    Commands.Said said =
        Commands.arxos(
            "cloud",
            "ca",
            "gateway",
            "workshop-1",
            "--data",
            data.toString(),
            "--out",
            keys.toString());
    assertEquals(0, said.code(), said::toString);
    return keys;
  }

  private Process start(String log, List<String> arguments) throws Exception {
    return Commands.start(Map.of(), arguments)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile())
        .start();
  }

  private String log(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private static int health(int port) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
