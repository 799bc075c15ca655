package io.arxos.driver.coap.oscore;

import io.arxos.driver.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What must survive a restart, for one pair of keys: a line of text with a checksum, replaced as a
/// whole and synced. Whoever changes it has it alone, among threads and among processes.
final class StateFile {
  private static final Pattern LINE =
      Pattern.compile("\\d{1,10} \\d{1,10} [0-9a-f]{1,16} \\d{1,2}");
  private static final int BYTES_MAX = 128;

  /// A lock on a file is a process's; between threads it is this.
  private static final ReentrantLock OURS = new ReentrantLock();

  private final Path file;
  private final Path lock;

  /// @param next the first number of ours that nobody has taken
  /// @param window what the device has said
  record State(long next, Window window) {
    static State fresh(int window) {
      return new State(0, Window.empty(window));
    }
  }

  StateFile(Path folder, String name) {
    this.file = folder.resolve(name + ".oscore");
    this.lock = folder.resolve(name + ".lock");
  }

  /// @return what is written when this returns
  /// @throws IOException also when the file is not as it was written: to begin again would be to
  ///   use numbers twice
  State change(int window, UnaryOperator<State> change) throws IOException {
    OURS.lock();
    try {
      Path folder = lock.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        State before = read(window);
        State after = change.apply(before);
        if (!after.equals(before) || Files.notExists(file)) {
          write(after);
        }
        return after;
      }
    } finally {
      OURS.unlock();
    }
  }

  private State read(int window) throws IOException {
    if (Files.notExists(file)) {
      return State.fresh(window);
    }
    String line = DurableFile.line(file, BYTES_MAX).orElse("");
    if (!LINE.matcher(line).matches()) {
      throw new IOException(
          file + " is not as it was written; give the device a new secret, then remove the file");
    }
    String[] parts = line.split(" ", -1);
    var kept =
        new Window(
            Long.parseLong(parts[1]),
            Long.parseUnsignedLong(parts[2], 16),
            Math.clamp(Integer.parseInt(parts[3]), 1, Long.SIZE));
    return new State(Long.parseLong(parts[0]), kept.resized(window));
  }

  private void write(State state) throws IOException {
    Window window = state.window();
    String line =
        state.next()
            + " "
            + window.lowest()
            + " "
            + Long.toHexString(window.seen())
            + " "
            + window.size();
    DurableFile.replaceLine(file, line);
  }
}
