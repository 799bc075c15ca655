package io.arxos.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a folder lies on, as Linux tells it in sysfs: through partitions, LVM and encryption down
/// to the disks.
public final class BlockDevice {
  private static final Path SYS = Path.of("/sys");
  private static final Path OWN_WRITES = Path.of("/proc/self/io");
  private static final int LAYERS_MAX = 8;

  // A field of a device's stat; in sectors of 512 bytes, whatever the disk's own are.
  private static final int SECTORS_WRITTEN = 6;
  private static final int SECTOR_BYTES = 512;

  private final Path sys;
  private final Set<Path> disks;

  private BlockDevice(Path sys, Set<Path> disks) {
    this.sys = sys;
    this.disks = disks;
  }

  public static BlockDevice under(Path folder) {
    String number = "";
    String name = "";
    try {
      long device = ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
      // As the C library takes a device number apart.
      long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
      long minor = device & 0xff | device >>> 12 & ~0xffL;
      number = major + ":" + minor;
      name = Path.of(Files.getFileStore(folder).name()).toRealPath().getFileName().toString();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not known; perhaps not Linux, or a disk that has no device.
      name = name.isEmpty() ? "none" : name;
    }
    return of(SYS, number, name);
  }

  /// @param number major:minor
  /// @param name where the number says nothing, as on btrfs
  static BlockDevice of(Path sys, String number, String name) {
    Set<Path> disks = new TreeSet<>();
    Path byNumber = sys.resolve("dev/block").resolve(number);
    Path byName = sys.resolve("class/block").resolve(name);
    collect(!number.isEmpty() && Files.exists(byNumber) ? byNumber : byName, disks, 0);
    return new BlockDevice(sys, disks);
  }

  private static void collect(Path device, Set<Path> disks, int layer) {
    if (layer > LAYERS_MAX || Files.notExists(device)) {
      return;
    }
    try {
      Path real = device.toRealPath();
      if (Files.exists(real.resolve("partition"))) {
        collect(real.resolve("..").normalize(), disks, layer + 1);
        return;
      }
      int before = disks.size();
      Path slaves = real.resolve("slaves");
      if (Files.isDirectory(slaves)) {
        try (Stream<Path> below = Files.list(slaves)) {
          below.forEach(slave -> collect(slave, disks, layer + 1));
        }
      }
      if (disks.size() == before) {
        disks.add(real);
      }
    } catch (IOException e) {
      // A device that went away has written nothing.
      return;
    }
  }

  /// Names such as mmcblk0; empty when they are not known.
  public Set<String> disks() {
    Set<String> names = new TreeSet<>();
    disks.forEach(disk -> names.add(disk.getFileName().toString()));
    return names;
  }

  /// Whether it is a memory card or soldered flash of that kind.
  public boolean isCard() {
    return disks().stream().anyMatch(name -> name.startsWith("mmcblk"));
  }

  /// Written to the disks since they were found, by everybody; what this process has written where
  /// no disk is known. Empty when not even that is.
  public OptionalLong bytesWritten() {
    try {
      long bytes = 0;
      for (Path disk : disks) {
        String[] fields = Files.readString(disk.resolve("stat")).strip().split("\\s+");
        bytes += Long.parseLong(fields[SECTORS_WRITTEN]) * SECTOR_BYTES;
      }
      return disks.isEmpty() ? ownBytesWritten() : OptionalLong.of(bytes);
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /// What this process alone has caused to be written, without the file system's own.
  public static OptionalLong ownBytesWritten() {
    try (Stream<String> lines = Files.lines(OWN_WRITES)) {
      return lines
          .filter(line -> line.startsWith("write_bytes:"))
          .mapToLong(line -> Long.parseLong(line.substring("write_bytes:".length()).strip()))
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public String toString() {
    return disks.isEmpty() ? "unknown under " + sys : String.join(", ", disks());
  }
}
