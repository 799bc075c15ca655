package io.arxos.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// A file that is replaced as a whole: a power cut at any point leaves the old one or the new one.
public final class DurableFile {
  private static final Pattern CHECKED = Pattern.compile("(.*) ([0-9a-f]{1,8})\\s*");

  private DurableFile() {}

  /// Writes beside, forces it to the disk, renames it over the old one, and forces the folder,
  /// which is made when it is not there. What it replaces is on the disk when this returns.
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path place = file.toAbsolutePath();
    Path folder = place.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file");
    }
    Files.createDirectories(folder);
    Path beside = place.resolveSibling(place.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
  }

  /// The same with one line of text and its checksum.
  public static void replaceLine(Path file, String line) throws IOException {
    replace(file, (line + " " + checksum(line) + "\n").getBytes(US_ASCII));
  }

  /// The line, without its checksum; empty when it is not as it was written.
  ///
  /// @param bytesMax a longer file is not even read
  public static Optional<String> line(Path file, int bytesMax) throws IOException {
    String text = Files.size(file) > bytesMax ? "" : Files.readString(file, ISO_8859_1);
    Matcher matcher = CHECKED.matcher(text);
    return matcher.matches() && checksum(matcher.group(1)).equals(matcher.group(2))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  private static String checksum(String line) {
    var crc = new CRC32C();
    crc.update(line.getBytes(ISO_8859_1));
    return Long.toHexString(crc.getValue());
  }

  /// A rename is only on the disk when its folder is.
  public static void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
