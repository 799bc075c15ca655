package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./arxos chaos` as a person runs it. What fails here is done again with `./arxos chaos --cycles
/// 20 --seed 20`.
@Timeout(1800)
final class ChaosIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final int MINUTES_MAX = 25;

  @TempDir private Path folder;

  /// @param json null when nothing was printed
  private record Ended(int code, JsonNode json, String log) {}

  @Test
  void nothingIsLostAndNothingDoubledInTwentyCycles() throws Exception {
    Ended ended = chaos("--cycles", "20", "--seed", "20");
    assertEquals(0, ended.code(), ended::log);
    assertEquals(20, ended.json().path("cycles").asInt());
    assertEquals(0, ended.json().path("lost").asInt());
    assertEquals(0, ended.json().path("doubled").asInt());
    assertTrue(ended.json().path("accepted").asInt() > 1_000, ended::log);
    assertEquals(List.of(), left());
  }

  /// The control: a disk that forgets what it has synced must be found out.
  @Test
  void aDiskThatLosesTheLastBatchesIsFoundOut() throws Exception {
    Ended ended = chaos("--cycles", "1", "--seed", "1", "--faults", "gateway-disk-lies");
    assertEquals(3, ended.code(), ended::log);
    assertTrue(ended.json().path("lost").asInt() > 0, ended::log);
    assertEquals(List.of(), left());
  }

  /// Ctrl-C in the middle: no process, no mount and no folder stays behind.
  @Test
  void anInterruptedCampaignLeavesNothingBehind() throws Exception {
    Path log = folder.resolve("interrupted.log");
    Process process = start(log, List.of("--minutes", "20", "--seed", "3"));
    // A campaign that gives up by itself is another test's matter; a second one is interrupted.
    if (!reachesCycle2(process, log)) {
      assertTrue(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES), "it ends");
      System.err.println("gave up by itself: " + read(log));
      process = start(log, List.of("--minutes", "20", "--seed", "3"));
      assertTrue(reachesCycle2(process, log), () -> read(log));
    }
    assertTrue(process.isAlive(), () -> read(log));
    Signals.send("INT", process.pid());
    assertTrue(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES), "it ends");
    assertEquals(130, process.exitValue());
    assertEquals(List.of(), left());
  }

  private static boolean reachesCycle2(Process process, Path log) throws IOException {
    BufferedReader said = process.errorReader();
    String line = said.readLine();
    while (line != null && !line.startsWith("cycle 2")) {
      Files.writeString(log, line + "\n", java.nio.file.StandardOpenOption.APPEND);
      line = said.readLine();
    }
    return line != null;
  }

  private Ended chaos(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(arguments));
    Path log = folder.resolve("chaos.log");
    Process process = start(log, all);
    Thread drain =
        Thread.startVirtualThread(() -> {
          try (var err = process.getErrorStream();
              var to = Files.newOutputStream(log)) {
            err.transferTo(to);
          } catch (IOException e) {
            // It has ended.
          }
        });
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES), () -> read(log));
    drain.join();
    return new Ended(
        process.exitValue(), JsonMapper.builder().build().readTree(out), out + read(log));
  }

  /// In a temporary folder of our own, so that what stays behind is found.
  private Process start(Path log, List<String> arguments) throws IOException {
    Files.writeString(log, "");
    Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>(List.of(HOME.resolve("arxos").toString(), "chaos"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "ARXOS_BUILT",
                "1",
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + folder.resolve("tmp")));
    return builder.start();
  }

  /// Processes and mounts of the campaign that are still there; a folder stays only with findings.
  private List<String> left() throws IOException {
    String ours = folder.resolve("tmp").toRealPath().toString();
    List<String> left = new ArrayList<>();
    Files.readAllLines(Path.of("/proc/mounts")).stream()
        .filter(line -> line.contains(ours))
        .forEach(left::add);
    ProcessHandle.allProcesses()
        .filter(process -> mentions(process.pid(), ours))
        .forEach(process -> left.add(process.toString() + " " + process.info()));
    return left;
  }

  private static boolean mentions(long pid, String text) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).contains(text);
    } catch (IOException | RuntimeException e) {
      return false; // it has just ended
    }
  }

  private static String read(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
