package io.arxos.driver.gpio;

import io.arxos.driver.DurableFile;
import io.arxos.driver.PointId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pulse count on disk: a line of text with a checksum, replaced as a whole. A file that was
/// cut short cannot be; one that was edited is said to be wrong and counted from zero.
final class CountFile {
  private static final Logger log = LoggerFactory.getLogger(CountFile.class);
  private static final Pattern LINE = Pattern.compile("\\d{1,18} [01]");
  private static final int BYTES_MAX = 64;

  private final Path file;

  CountFile(Path folder, PointId point) {
    this.file = folder.resolve(point.path().replace('/', '_') + ".count");
  }

  Pulses.Kept read() {
    try {
      if (Files.notExists(file)) {
        return Pulses.Kept.NONE;
      }
      String line = DurableFile.line(file, BYTES_MAX).orElse("");
      if (LINE.matcher(line).matches()) {
        String[] parts = line.split(" ", 2);
        return new Pulses.Kept(Long.parseLong(parts[0]), parts[1].equals("1"));
      }
      log.error("{} is not as it was written; the count begins at 0", file);
    } catch (IOException e) {
      log.error("{} cannot be read; the count begins at 0: {}", file, e.getMessage());
    }
    return Pulses.Kept.NONE;
  }

  /// Returns whether it is on the disk.
  boolean write(Pulses.Kept kept) {
    try {
      DurableFile.replaceLine(file, kept.count() + (kept.active() ? " 1" : " 0"));
      return true;
    } catch (IOException e) {
      log.error("the count {} cannot be kept: {}", file, e.getMessage());
      return false;
    }
  }
}
