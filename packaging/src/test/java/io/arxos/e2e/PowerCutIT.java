package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cable.MqttTap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The control of [WholeWayIT]: a disk that loses the last batches, as one without sync does when
/// the power goes. The check that is green there must be red here, or it proves nothing.
@Timeout(900)
final class PowerCutIT {
  private static final int DROPPED_BYTES = 4096;

  @TempDir private Path folder;

  @Test
  void aDiskThatLosesTheLastBatchesIsFoundOut() throws Exception {
    Path data = folder.resolve("demo");
    try (var tap = new MqttTap(() -> WholeWayIT.brokerPort(data));
        var demo =
            Demo.start(
                data,
                Map.of("ARXOS_TAP_PORT", Integer.toString(tap.port())),
                "--site",
                Probe.siteWithProbe(folder).toString());
        var probe = new Probe(WholeWayIT.brokerPort(data))) {
      Await.until(
          Duration.ofMinutes(2),
          "deliveries are acknowledged",
          () -> tap.acknowledged().distinct() > 100,
          demo::logs);
      demo.verb("cut");
      int before = tap.acknowledged().distinct();
      Await.until(
          Duration.ofMinutes(2),
          "more of them with no cloud",
          () -> tap.acknowledged().distinct() > before + 200,
          demo::logs);
      loseTheLastBatches(demo);
      demo.verb("restore");
      WholeWayIT.everythingFromNowOnArrives(demo, tap);
      assertFalse(
          Probe.compare(tap, WholeWayIT.export(demo)).lost().isEmpty(),
          "batches were dropped and the check saw nothing");
    }
  }

  /// The supervisor is held still so that it cannot start the gateway again before the disk has
  /// lost its tail.
  private static void loseTheLastBatches(Demo demo) throws Exception {
    long gateway = demo.pid("gateway");
    long supervisor = demo.supervisorPid();
    signal("STOP", supervisor);
    try {
      signal("KILL", gateway);
      Await.until(
          Duration.ofSeconds(30),
          "the gateway is gone",
          () -> ProcessHandle.of(gateway).filter(PowerCutIT::runs).isEmpty(),
          () -> "");
      dropTail(newestLog(demo.data().resolve("gateway")));
    } finally {
      signal("CONT", supervisor);
    }
    Await.until(
        Duration.ofMinutes(2),
        "another gateway runs",
        () -> demo.pid("gateway") != gateway && demo.pid("gateway") != 0,
        demo::logs);
  }

  /// A killed child of a stopped parent is a zombie: dead, and still listed.
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(String name, long pid) throws Exception {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    assertTrue(code == 0, "kill -" + name + " " + pid);
  }

  private static Path newestLog(Path gateway) throws IOException {
    try (Stream<Path> tree = Files.walk(gateway)) {
      return tree.filter(path -> path.getFileName().toString().matches("\\d+\\.log"))
          .max(Comparator.comparing(Path::getFileName))
          .orElseThrow();
    }
  }

  private static void dropTail(Path log) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "rw")) {
      assertTrue(file.length() > DROPPED_BYTES, log + " has only " + file.length() + " bytes");
      file.setLength(file.length() - DROPPED_BYTES);
    }
  }
}
