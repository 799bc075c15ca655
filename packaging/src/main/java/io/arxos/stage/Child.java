package io.arxos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One process of the product. It tells by a file that it serves, and ends when its standard input
/// does, so that it cannot outlive the supervisor. One that dies unasked is started again with the
/// same command, later each time it dies young.
public final class Child {
  private static final Duration YOUNG = Duration.ofSeconds(20);
  private static final Set<Integer> FINAL_CODES = Set.of(2, 5, 6);
  private static final int RESTART_MILLIS_MIN = 300;

  /// What to start.
  ///
  /// @param name for people, and of its files in the supervisor's folder
  /// @param command whole command line, without `--ready-file`
  /// @param restartMillisMax the longest pause before one that died is started again
  public record Plan(
      String name, List<String> command, Map<String, String> environment, int restartMillisMax) {}

  private final Plan plan;
  private final Path ready;
  private final Path log;
  private final Consumer<String> say;
  private @Nullable Process process;
  private boolean ending;
  private boolean held;
  private int starts;
  private int pauseMillis = RESTART_MILLIS_MIN;

  public Child(Plan plan, Path data, Consumer<String> say) {
    this.plan = plan;
    this.ready = data.resolve("run").resolve(plan.name() + ".json");
    this.log = data.resolve("logs").resolve(plan.name() + ".log");
    this.say = say;
  }

  public String name() {
    return plan.name();
  }

  public synchronized void start() throws IOException {
    Files.createDirectories(ready.getParent());
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(ready);
    var command = new ArrayList<>(plan.command());
    command.addAll(List.of("--ready-file", ready.toString(), "--exit-with-stdin"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(plan.environment());
    long startedNanos = System.nanoTime();
    Process started = builder.start();
    process = started;
    starts++;
    started.onExit().thenAccept(gone -> died(gone, startedNanos));
  }

  /// What the process wrote when it began to serve, or nothing yet.
  public Optional<Ready> ready() {
    try {
      return Optional.of(Ready.parse(Files.readString(ready)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  public synchronized long pid() {
    return process == null ? 0 : process.pid();
  }

  /// Whether it gave up by itself for a reason that starting it again will not mend: usage,
  /// conflict, permission.
  public synchronized boolean hasFailed() {
    return process != null && !process.isAlive() && FINAL_CODES.contains(process.exitValue());
  }

  /// The end of its log, for a person.
  public String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return plan.name()
        + ": "
        + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  /// How often it was started so far.
  public synchronized int starts() {
    return starts;
  }

  /// As `kill -9` does: without a word. It is started again.
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /// As `kill` does. It is started again.
  public synchronized void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  /// Kills it and keeps it down; returns when it is gone.
  public void killAndHold() throws InterruptedException {
    Process last;
    synchronized (this) {
      held = true;
      notifyAll();
      last = process;
    }
    if (last != null) {
      last.destroyForcibly().waitFor();
    }
  }

  /// Starts what was kept down.
  public synchronized void release() throws IOException {
    held = false;
    if (!ending && !isAlive()) {
      start();
    }
  }

  /// Asks it to end and waits; after the limit it is ended.
  public void end(Duration limit) throws InterruptedException {
    Process last;
    synchronized (this) {
      ending = true;
      notifyAll();
      last = process;
    }
    if (last == null) {
      return;
    }
    last.destroy();
    if (!last.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      say.accept(plan.name() + " did not end in " + limit.toSeconds() + " s and was killed");
      last.destroyForcibly().waitFor();
    }
  }

  private synchronized void died(Process gone, long startedNanos) {
    if (ending || held || gone != process || hasFailed()) {
      return;
    }
    boolean young = System.nanoTime() - startedNanos < YOUNG.toNanos();
    pauseMillis = young ? Math.min(pauseMillis * 2, plan.restartMillisMax()) : RESTART_MILLIS_MIN;
    say.accept(
        "%s ended with %d; starting it again (its log: %s)"
            .formatted(plan.name(), gone.exitValue(), log));
    Thread.ofVirtual().start(this::startAfterPause);
  }

  private synchronized void startAfterPause() {
    try {
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
      for (long left = pauseMillis;
          left > 0 && !ending && !held;
          left = (until - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
      if (!ending && !held && !isAlive()) {
        start();
      }
    } catch (IOException e) {
      say.accept("cannot start " + plan.name() + " again: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
