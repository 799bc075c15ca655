package io.arxos.gateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/// One file, replaced as a whole: written beside, forced to the disk, renamed over the old one, and
/// the directory forced. A power cut at any point leaves the old file or the new one. Its first
/// line carries a checksum, so that what a dying card makes of it is seen.
///
/// The only class of this package that touches the disk.
public final class FileHoldStore implements HoldStore {
  private static final String HEADER = "arxos holds 1 crc32c ";
  private static final int DAMAGED_FILES_MAX = 100;
  private static final long FILE_BYTES_MAX = 4 << 20;

  private final Path directory;
  private final Path file;

  /// @param directory of the gateway's data; made when it is not there
  public FileHoldStore(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("holds.json");
  }

  @Override
  public Loaded load() {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        return moveAside("it is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return new Loaded(checked(new String(Files.readAllBytes(file), UTF_8)), "");
    } catch (NoSuchFileException e) {
      return new Loaded(ControlMemory.EMPTY, "");
    } catch (IOException | IllegalArgumentException e) {
      return moveAside(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  @Override
  public void save(ControlMemory memory) throws IOException {
    String json = MemoryJson.write(memory);
    DurableFile.replace(file, (HEADER + checksum(json) + "\n" + json).getBytes(UTF_8));
  }

  private static ControlMemory checked(String text) throws IOException {
    int end = text.indexOf('\n');
    if (!text.startsWith(HEADER) || end < 0) {
      throw new IOException("it has no header");
    }
    String json = text.substring(end + 1);
    if (!text.substring(HEADER.length(), end).equals(checksum(json))) {
      throw new IOException("its checksum is wrong");
    }
    return MemoryJson.read(json);
  }

  private Loaded moveAside(String because) {
    String damage = file + " cannot be used: " + because;
    try {
      for (int number = 1; number <= DAMAGED_FILES_MAX; number++) {
        Path aside = file.resolveSibling("holds.json.damaged-" + number);
        if (Files.notExists(aside)) {
          Files.move(file, aside);
          DurableFile.forceFolder(directory);
          return new Loaded(ControlMemory.EMPTY, damage + "; kept as " + aside.getFileName());
        }
      }
      return new Loaded(ControlMemory.EMPTY, damage + "; the next save replaces it");
    } catch (IOException e) {
      return new Loaded(ControlMemory.EMPTY, damage + "; it could not be moved aside: " + e);
    }
  }

  private static String checksum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
