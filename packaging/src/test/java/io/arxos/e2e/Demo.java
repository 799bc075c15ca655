package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One running `./arxos demo` in a folder of its own.
final class Demo implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration START_MAX = Duration.ofMinutes(4);

  private final Path data;
  private final Process process;
  private final JsonNode addresses;

  private Demo(Path data, Process process, JsonNode addresses) {
    this.data = data;
    this.process = process;
    this.addresses = addresses;
  }

  static Demo start(Path data, Map<String, String> environment, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("demo", "--json", "--for", "20m", "--data", data.toString()));
    arguments.addAll(List.of(more));
    Path log = Files.createDirectories(data.resolve("logs")).resolve("demo.log");
    Process process =
        Commands.start(environment, arguments)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader out = process.inputReader();
    Await.until(
        START_MAX,
        "the demo tells its addresses",
        () -> out.ready() || !process.isAlive(),
        () -> tail(log));
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the demo ended with " + process.waitFor() + "\n" + tail(log));
    }
    return new Demo(data, process, MAPPER.readTree(line));
  }

  String text(String name) {
    return addresses.path(name).asText();
  }

  Path data() {
    return data;
  }

  long pid(String name) throws Exception {
    JsonNode status = MAPPER.readTree(verb("status").out());
    return status.path("processes").path(name).asLong();
  }

  /// `./arxos demo VERB …` against this demo; it must succeed.
  Commands.Said verb(String... words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    Commands.Said said = Commands.arxos(arguments.toArray(String[]::new));
    assertEquals(0, said.code(), said::toString);
    return said;
  }

  /// Kills a process as `kill -9` does, and waits until another one serves in its place.
  void killAndAwaitReturn(String name) throws Exception {
    long before = pid(name);
    Path ready = data.resolve("run").resolve(name + ".json");
    verb("kill", name);
    Await.until(
        Duration.ofMinutes(2),
        name + " serves again",
        () -> Files.exists(ready) && pidIn(ready) != before,
        this::logs);
  }

  String logs() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("demo", "sim", "cloud", "gateway")) {
      all.append("--- ").append(name).append('\n');
      all.append(tail(data.resolve("logs").resolve(name + ".log"))).append('\n');
    }
    return all.toString();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the demo did not end within 60 s\n" + logs());
    }
  }

  private static long pidIn(Path ready) {
    try {
      return MAPPER.readTree(Files.readString(ready)).path("pid").asLong();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
