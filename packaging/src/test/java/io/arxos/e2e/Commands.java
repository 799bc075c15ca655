package io.arxos.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs `./arxos …` as a person would, on the tree that is being tested.
final class Commands {
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final int SECONDS_MAX = 180;

  private Commands() {}

  /// What a command said.
  record Said(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit " + code + "\n" + out + "\n" + err;
    }
  }

  static Said arxos(String... arguments) throws IOException, InterruptedException {
    return arxos(Map.of(), arguments);
  }

  static Said arxos(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, List.of(arguments)).start();
    process.getOutputStream().close();
    CompletableFuture<String> err = read(process.getErrorStream());
    CompletableFuture<String> out = read(process.getInputStream());
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("arxos " + String.join(" ", arguments) + " did not end: " + err.join());
    }
    return new Said(process.exitValue(), out.join(), err.join());
  }

  /// A command that goes on, such as the demo. The tree is built already: these tests run behind
  /// the package phase.
  static ProcessBuilder start(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("arxos").toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().put("ARXOS_BUILT", "1");
    builder.environment().putAll(environment);
    return builder;
  }

  /// On a thread of its own: with one reader for both, a full pipe of the other would stop the
  /// process.
  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(() -> text(stream), Thread::startVirtualThread);
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
