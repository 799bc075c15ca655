package io.arxos.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.Authority;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import io.arxos.stage.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A cloud of its own (Kafka inside, PostgreSQL as its child), in a process of its own.
final class BenchCloud implements AutoCloseable {
  private static final int START_SECONDS_MAX = 180;

  private final Path data;
  private final Process process;
  private final int port;

  private BenchCloud(Path data, Process process, int port) {
    this.data = data;
    this.process = process;
    this.port = port;
  }

  /// @param gateways whose keys are made, and in which folders
  /// @param flags of the JVM, further ones
  static BenchCloud start(Path folder, Map<String, Path> gateways, List<String> flags)
      throws Exception {
    Path data = folder.resolve("cloud");
    try {
      Authority.init(data.resolve("keys"), Instant.now());
      Authority authority = Authority.open(data.resolve("keys"));
      for (var gateway : gateways.entrySet()) {
        authority.gateway(gateway.getKey(), gateway.getValue(), Instant.now());
      }
    } catch (AccessProblem e) {
      throw new IOException(e.line(), e);
    }
    List<String> command = Layout.fromSystemProperty().cloud(data, 0, 0, flags);
    Path ready = folder.resolve("ready.json");
    command.addAll(List.of("--ready-file", ready.toString(), "--exit-with-stdin"));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("cloud.log").toFile()).start();
    for (int i = 0; i < START_SECONDS_MAX * 10 && process.isAlive(); i++) {
      if (Files.exists(ready)) {
        var said = JsonMapper.builder().build().readTree(Files.readString(ready));
        return new BenchCloud(data, process, said.path("grpc").asInt());
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new IllegalStateException("the cloud did not start; see " + folder + "/cloud.log");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int port() {
    return port;
  }

  Store.Address store() throws IOException {
    return EmbeddedPostgres.running(data).orElseThrow();
  }

  /// Processor time of the JVM's compilers: part of the start, however late it comes.
  long compilerMicros() throws IOException {
    return ProcessFigures.threadMicros(process.pid(), "C1 Compiler", "C2 Compiler");
  }

  /// Processor time of the cloud and of the PostgreSQL it has started.
  long cpuMicros() throws IOException {
    return ProcessFigures.cpuMicros(process.pid()) + postgresMicros();
  }

  long postgresMicros() {
    return ProcessFigures.cpuMicros(ProcessFigures.descendants(process.pid()));
  }

  static double loadAverage() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
