package io.arxos.chaos;

import io.arxos.stage.Tree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What can be done to the cloud's own PostgreSQL and to its log from outside.
///
/// @param data the cloud's folder
record CloudDamage(Path data) {
  private static final String BLOCKS = "blocks-";

  /// The server's process, or 0 when there is none.
  long postmaster() {
    try (Stream<String> lines = Files.lines(data.resolve("pg").resolve("postmaster.pid"))) {
      long pid = Long.parseLong(lines.findFirst().orElse("0").strip());
      return worksOnOurFolder(pid) ? pid : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /// A process that serves one connection, or 0 when there is none.
  long backend() {
    return ProcessHandle.of(postmaster()).stream()
        .flatMap(ProcessHandle::children)
        .mapToLong(ProcessHandle::pid)
        .filter(CloudDamage::servesAConnection)
        .findAny()
        .orElse(0);
  }

  /// While the cloud is down: what the newest file of each partition got last is gone.
  ///
  /// @return how many bytes
  long cutLogTails(int bytes) throws IOException {
    long cut = 0;
    for (Path file : newestSegments()) {
      try (var segment = new RandomAccessFile(file.toFile(), "rw")) {
        long keep = Math.max(0, segment.length() - bytes);
        cut += segment.length() - keep;
        segment.setLength(keep);
      }
    }
    return cut;
  }

  /// While the cloud is down: the log is gone, and the next one is another cluster.
  void deleteLog() throws IOException {
    Tree.delete(data.resolve("kafka"));
  }

  /// Memory that can be had on this machine.
  static long availableBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    }
  }

  private List<Path> newestSegments() throws IOException {
    List<Path> newest = new ArrayList<>();
    Path kafka = data.resolve("kafka");
    if (!Files.isDirectory(kafka)) {
      return newest;
    }
    try (Stream<Path> folders = Files.list(kafka)) {
      for (Path folder :
          folders.filter(path -> path.getFileName().toString().startsWith(BLOCKS)).toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.toString().endsWith(".log"))
              .max(Comparator.comparing(Path::getFileName))
              .ifPresent(newest::add);
        }
      }
    }
    return newest;
  }

  private boolean worksOnOurFolder(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .equals(data.resolve("pg").toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean servesAConnection(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
          .startsWith("postgres: arxos ");
    } catch (IOException e) {
      return false;
    }
  }
}
