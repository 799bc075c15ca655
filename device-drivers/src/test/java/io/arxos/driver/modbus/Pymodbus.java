package io.arxos.driver.modbus;

import io.arxos.driver.Await;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server by pymodbus, which is another implementation than the driver's. Needs Debian's
/// python3-pymodbus and python3-serial-asyncio (and socat for a serial line).
final class Pymodbus implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";

  final List<String> writes = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Writer commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private Pymodbus(Process process) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  static boolean installed() {
    return runs(List.of(PYTHON, "-c", "import pymodbus.server"));
  }

  static boolean socatInstalled() {
    return installed() && runs(List.of("socat", "-V"));
  }

  private static boolean runs(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (java.io.IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Pymodbus start(String mode, String place, Path directory) throws Exception {
    Path script = directory.resolve("peer.py");
    try (InputStream source = Pymodbus.class.getResourceAsStream("peer.py")) {
      Files.write(script, Objects.requireNonNull(source).readAllBytes());
    }
    var peer =
        new Pymodbus(
            new ProcessBuilder(PYTHON, script.toString(), mode, place)
                .redirectError(directory.resolve("peer.log").toFile())
                .start());
    Thread.ofVirtual().start(peer::listen);
    Await.until("pymodbus is ready", () -> "ready".equals(peer.answers.poll()));
    return peer;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("written")) {
          writes.add(line);
        } else {
          answers.add(line);
        }
      }
    } catch (java.io.IOException _) {
      // the process has ended
    }
  }

  String command(String line) throws Exception {
    commands.write(line + "\n");
    commands.flush();
    return Objects.requireNonNull(answers.poll(40, TimeUnit.SECONDS), "pymodbus is silent");
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor();
  }
}
