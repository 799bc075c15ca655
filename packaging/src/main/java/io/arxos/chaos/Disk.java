package io.arxos.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A small disk of its own for one process: a file system in memory, mounted at a folder. Needs
/// root.
final class Disk implements AutoCloseable {
  private static final String FILLING = "filling";
  private static final int PIECE_BYTES = 1 << 20;
  private static final int COMMAND_SECONDS_MAX = 20;

  private final Path folder;
  private final boolean mounted;

  private Disk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /// A folder on the disk that is there; it cannot be filled.
  static Disk plain(Path folder) throws IOException {
    return new Disk(Files.createDirectories(folder), false);
  }

  static Disk mounted(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=711", "arxos-chaos", folder);
    return new Disk(folder, true);
  }

  /// Whether this user may mount here at all.
  static boolean possible(Path scratch) throws InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return false;
    }
    try (var disk = mounted(scratch, 1)) {
      return disk.mounted;
    } catch (IOException e) {
      return false;
    }
  }

  boolean canBeFilled() {
    return mounted;
  }

  /// Takes every byte that is left.
  void fill() {
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLING))) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException e) {
      // No space left on device: that was the point.
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLING));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (mounted) {
      run("umount", "-l", folder);
    }
  }

  private static void run(Object... words) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    for (Object word : words) {
      command.add(word.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command.getFirst() + " failed: " + said.strip());
    }
  }
}
