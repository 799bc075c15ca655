package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskTest {
  private static final byte[] FEW_BYTES = new byte[10_000];

  @TempDir private Path folder;

  @Test
  void aFullDiskTakesNothingUntilItIsFreed() throws Exception {
    assumeTrue(Disk.possible(folder.resolve("try")), "needs root");
    Path place = folder.resolve("disk");
    try (var disk = Disk.mounted(place, 4)) {
      Path file = place.resolve("file");
      Files.write(file, FEW_BYTES);
      assertArrayEquals(FEW_BYTES, Files.readAllBytes(file));
      disk.fill();
      assertThrows(IOException.class, () -> Files.write(place.resolve("more"), FEW_BYTES));
      assertArrayEquals(FEW_BYTES, Files.readAllBytes(file));
      disk.free();
      Files.write(place.resolve("more"), FEW_BYTES);
    }
    assertFalse(Files.exists(place.resolve("file")), "it is unmounted");
  }

  @Test
  void aPlainFolderIsNoDiskOfItsOwn() throws Exception {
    try (var disk = Disk.plain(folder.resolve("plain"))) {
      assertFalse(disk.canBeFilled());
    }
    assertTrue(Files.isDirectory(folder.resolve("plain")));
  }
}
