package io.arxos.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The wall clock of one process and its children, which can be stepped while they run. The
/// monotonic clock goes on: no step touches it in reality either. By libfaketime, where that is
/// installed.
final class FakeClock {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime",
          "/usr/lib/aarch64-linux-gnu/faketime",
          "/usr/lib64/faketime",
          "/usr/lib/faketime");
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /// @param offset file that holds by how much the clock is wrong
  static Optional<FakeClock> at(Path offset) throws IOException {
    Optional<Path> library =
        Stream.of(FOLDERS.toArray(String[]::new))
            .map(folder -> Path.of(folder, LIBRARY))
            .filter(Files::exists)
            .findFirst();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    FakeClock clock = new FakeClock(library.get(), offset);
    clock.wrongBy(0);
    return Optional.of(clock);
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        // With it, every timed wait of a JVM returns at once, and its threads turn for ever.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /// Processes see it within a second.
  void wrongBy(int seconds) throws IOException {
    Path fresh = offset.resolveSibling(offset.getFileName() + ".new");
    Files.writeString(fresh, String.format(Locale.ROOT, "%+d", seconds));
    Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
