package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SimMainTest {
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  @Test
  void aTakenPortIsOneClearLineAndFive() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertEquals(5, run("--modbus-port", port));
      assertEquals(
          "sim: port "
              + port
              + " for Modbus is in use; choose another with --modbus-port (0 takes any free one)\n",
          err.toString());
    }
  }

  @Test
  void wrongUsageIsOneLineAndTwo() {
    assertEquals(2, run("--physics-speed", "0"));
    assertEquals(2, run("--speed", "3"));
    assertEquals(2, run("--start", "yesterday"));
    assertEquals(3, err.toString().lines().count(), err.toString());
  }

  @Test
  void itServesSaysWhereAndEndsWithItsParent() throws Exception {
    Path ready = folder.resolve("ready.json");
    Process process = start("--ready-file", ready.toString(), "--exit-with-stdin");
    try {
      Await.until("ready", () -> Files.exists(ready) || !process.isAlive());
      JsonNode document = new JsonMapper().readTree(Files.readString(ready));
      assertEquals(process.pid(), document.at("/pid").longValue());
      for (String port : List.of("mqtt", "coap", "modbus", "pins", "control")) {
        assertTrue(document.at("/" + port).intValue() > 0, port);
      }
      process.getOutputStream().close();
      assertTrue(process.waitFor(40, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  // Two hours ago, 30 times as fast: the building is 58 hours ahead of us.
  @Test
  void itRemembersItsFirstStartAndASignalIsACleanEnd() throws Exception {
    Path ready = folder.resolve("ready.json");
    Instant first = Instant.now().minus(Duration.ofHours(2));
    Files.writeString(folder.resolve("first-start"), first + "\n");
    Process process = start("--ready-file", ready.toString(), "--data", folder.toString());
    try {
      Await.until("ready", () -> Files.exists(ready) || !process.isAlive());
      int control = new JsonMapper().readTree(Files.readString(ready)).at("/control").intValue();
      JsonNode state =
          new JsonMapper().readTree(URI.create("http://127.0.0.1:" + control + "/state").toURL());
      Instant time = Instant.parse(state.at("/building_time").textValue());
      assertTrue(Duration.between(Instant.now(), time).toHours() >= 57, time.toString());
      process.destroy();
      assertTrue(process.waitFor(40, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SimMain.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(new File(folder.toFile(), "out"))
        .redirectError(new File(folder.toFile(), "err"))
        .start();
  }

  private int run(String... arguments) {
    CommandLine command = new SimMain(new ByteArrayInputStream("".getBytes(UTF_8))).command();
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
