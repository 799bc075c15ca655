package io.arxos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// What the kernel says of a process and of all that it has started (proc(5)).
final class ProcessFigures {
  /// Clock ticks per second on every Linux this runs on (`getconf CLK_TCK`).
  private static final long TICKS_PER_SECOND = 100;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private ProcessFigures() {}

  /// Processor time so far, user and system, in microseconds.
  static long cpuMicros(long pid) throws IOException {
    return statMicros(Files.readString(Path.of("/proc/" + pid + "/stat")));
  }

  /// The same for those threads of a process whose names begin so.
  static long threadMicros(long pid, String... names) throws IOException {
    try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.mapToLong(thread -> named(thread, names) ? micros(thread) : 0).sum();
    }
  }

  private static boolean named(Path thread, String... names) {
    try {
      String name = Files.readString(thread.resolve("comm"));
      return Arrays.stream(names).anyMatch(name::startsWith);
    } catch (IOException e) {
      return false; // ended meanwhile
    }
  }

  private static long micros(Path task) {
    try {
      return statMicros(Files.readString(task.resolve("stat")));
    } catch (IOException e) {
      return 0; // ended meanwhile
    }
  }

  private static long statMicros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    // Fields 14 and 15 of the line, counted from 1; 11 and 12 behind the name.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
        * (1_000_000 / TICKS_PER_SECOND);
  }

  static double residentMib(long pid) throws IOException {
    Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : 0;
  }

  /// Memory with shared pages counted once among those who share them; right for a family of
  /// processes.
  static double proportionalMib(LongStream pids) {
    return pids.mapToDouble(
            pid -> {
              try {
                Matcher matcher =
                    PROPORTIONAL.matcher(
                        Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
                return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : 0;
              } catch (IOException e) {
                return 0; // ended meanwhile
              }
            })
        .sum();
  }

  /// The processes that a process has started, at any depth.
  static LongStream descendants(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(ProcessHandle::pid);
  }

  /// The same for all of them together; one that ends meanwhile takes its share away.
  static long cpuMicros(LongStream pids) {
    return pids.map(
            pid -> {
              try {
                return cpuMicros(pid);
              } catch (IOException e) {
                return 0; // ended meanwhile
              }
            })
        .sum();
  }

  /// Bytes of all files below a folder.
  static long bytes(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).mapToLong(ProcessFigures::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // deleted meanwhile
    }
  }
}
