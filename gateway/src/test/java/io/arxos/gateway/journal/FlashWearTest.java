package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk below a folder, and how fast it wears, on a made-up sysfs.
final class FlashWearTest {
  private static final long SECTORS_PER_GB = 1_000_000_000 / 512;

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  @Test
  void partitionOnACardAndVolumeOnAPartitionAreTheCard() throws IOException {
    card(0);
    assertEquals(Set.of("mmcblk0"), BlockDevice.of(folder, "179:2", "").disks());
    assertTrue(BlockDevice.of(folder, "179:2", "").isCard());
    assertTrue(BlockDevice.of(folder, "253:0", "").isCard(), "LVM");
    assertTrue(BlockDevice.of(folder, "0:31", "mmcblk0p2").isCard(), "by name, as on btrfs");
    assertFalse(BlockDevice.of(folder, "8:0", "sda").isCard());
    assertFalse(BlockDevice.of(folder, "0:40", "tmpfs").isCard());
    assertEquals(ClosingRule.SD_CARD, ClosingRule.of(BlockDevice.of(folder, "253:0", "")));
    assertEquals(ClosingRule.PROMPT, ClosingRule.of(BlockDevice.of(folder, "8:0", "sda")));
  }

  @Test
  void aDayIsADayAcrossStartsAndBoots() throws IOException {
    card(100 * SECTORS_PER_GB); // before anybody looked
    var wear = wear("boot-1");
    wear.tick();
    advance(Duration.ofHours(12));
    card(106 * SECTORS_PER_GB);
    assertEquals(12e9, wear.figures().bytesPerDay(), 1e7);
    wear.tick();
    wear = wear("boot-1"); // the process was started anew
    advance(Duration.ofHours(6));
    card(109 * SECTORS_PER_GB);
    assertEquals(12e9, wear.figures().bytesPerDay(), 1e7);
    assertEquals(9e9, wear.figures().bytes(), 1e7);
    wear.tick();
    clock.restart(Duration.ofHours(1)); // the machine was: its counters begin anew
    card(SECTORS_PER_GB / 2);
    wear = wear("boot-2");
    assertEquals(12e9, wear.figures().bytesPerDay(), 1e7);
    assertEquals(9.5e9, wear.figures().bytes(), 1e7);
  }

  @Test
  void cardThatDoesNotLastAYearIsTrouble() throws IOException {
    card(0);
    var wear = wear("boot-1");
    wear.tick();
    assertEquals("", wear.figures().trouble(), "nothing is known yet");
    advance(Duration.ofDays(1));
    card(10 * SECTORS_PER_GB);
    assertEquals("", wear.figures().trouble(), "5 TB at 10 GB a day: 499 days");
    advance(Duration.ofDays(1));
    card(40 * SECTORS_PER_GB);
    assertEquals("the card lasts 248 more days at 20.0 GB a day", wear.figures().trouble());
  }

  private FlashWear wear(String boot) {
    var device = BlockDevice.of(folder, "179:2", "");
    return new FlashWear(device, folder.resolve("wear"), 5_000_000_000_000L, clock, boot);
  }

  private void advance(Duration time) {
    clock.advance(time);
  }

  /// A card with a partition and a volume on it, and a disk without.
  private void card(long sectorsWritten) throws IOException {
    Path card = Files.createDirectories(folder.resolve("devices/mmc/mmcblk0"));
    Path partition = Files.createDirectories(card.resolve("mmcblk0p2"));
    Path volume = folder.resolve("devices/virtual/dm-0");
    Path slaves = Files.createDirectories(volume.resolve("slaves"));
    Path disk = Files.createDirectories(folder.resolve("devices/pci/sda"));
    Files.writeString(partition.resolve("partition"), "2\n");
    Files.writeString(
        card.resolve("stat"), "  11 12 13 14 15 16 " + sectorsWritten + " 18 0 20 21\n");
    link(folder.resolve("dev/block/179:2"), partition);
    link(folder.resolve("dev/block/253:0"), volume);
    link(folder.resolve("dev/block/8:0"), disk);
    link(folder.resolve("class/block/mmcblk0p2"), partition);
    link(slaves.resolve("mmcblk0p2"), partition);
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createDirectories(link.getParent());
    if (Files.notExists(link)) {
      Files.createSymbolicLink(link, target);
    }
  }
}
