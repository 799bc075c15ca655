package io.arxos.gateway.discovery;

import io.arxos.driver.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts an edited site file in place: only when it loads, at once or not at all, and with the old
/// one beside it (`site.yaml.bak`).
final class SiteWriter {
  private final Path file;
  private final Function<Path, List<Problem>> check;

  /// What became of it.
  sealed interface Result {}

  record Written(Path file, Path backup) implements Result {}

  /// @param reason for people; the file is as it was
  record Refused(String reason) implements Result {}

  /// @param check what is wrong with a site file; empty when it loads
  SiteWriter(Path file, Function<Path, List<Problem>> check) {
    this.file = file;
    this.check = check;
  }

  Result add(Additions additions) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    boolean fresh = !Files.exists(real);
    String text = fresh ? skeleton(real) : Files.readString(real);
    return switch (SiteText.insert(text, additions)) {
      case SiteText.Refused(String reason) -> new Refused(reason);
      case SiteText.Edited(String edited) -> place(real, edited, fresh);
    };
  }

  private Result place(Path real, String edited, boolean fresh) throws IOException {
    Path next = real.resolveSibling(real.getFileName() + ".new");
    try {
      write(next, edited);
      List<Problem> problems = check.apply(next);
      if (!problems.isEmpty()) {
        return new Refused(
            problems.stream()
                .map(
                    problem -> real.getFileName() + ":" + problem.line() + "  " + problem.message())
                .collect(Collectors.joining("\n")));
      }
      Path backup = real.resolveSibling(real.getFileName() + ".bak");
      if (!fresh) {
        Files.copy(
            real, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
      }
      Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Written(real, backup);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /// A site file where there is none: the building is called as the folder is.
  private static String skeleton(Path file) {
    Path folder = file.getParent();
    String name =
        folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
    String building = io.arxos.driver.naming.Segments.of(name);
    String called = building.isEmpty() ? "building" : building;
    return """
    # What the gateway found. Put the building's own name and time zone here.
    building: %s
    name: %s
    zone: UTC
    gateway: %s-1
    """
        .formatted(called, YamlText.scalar(name.isEmpty() ? called : name), called);
  }
}
