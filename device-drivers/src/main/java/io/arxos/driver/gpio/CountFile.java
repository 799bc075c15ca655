package io.arxos.driver.gpio;

import io.arxos.driver.DurableFile;
import io.arxos.driver.PointId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pulse count on disk: a line of text with a checksum, replaced as a whole. A file that was
/// cut short cannot be; one that was edited is said to be wrong and counted from zero.
final class CountFile {
  private static final Logger log = LoggerFactory.getLogger(CountFile.class);
  private static final Pattern LINE = Pattern.compile("(\\d{1,18} [01]) ([0-9a-f]{1,8})\\s*");
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
      String text = Files.size(file) > BYTES_MAX ? "" : Files.readString(file);
      Matcher matcher = LINE.matcher(text);
      if (matcher.matches() && checksum(matcher.group(1)).equals(matcher.group(2))) {
        String[] parts = matcher.group(1).split(" ", 2);
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
    String line = kept.count() + (kept.active() ? " 1" : " 0");
    byte[] bytes = (line + " " + checksum(line) + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      DurableFile.replace(file, bytes);
      return true;
    } catch (IOException e) {
      log.error("the count {} cannot be kept: {}", file, e.getMessage());
      return false;
    }
  }

  private static String checksum(String line) {
    var crc = new CRC32C();
    crc.update(line.getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(crc.getValue());
  }
}
