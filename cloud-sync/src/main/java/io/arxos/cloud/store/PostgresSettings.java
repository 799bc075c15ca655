package io.arxos.cloud.store;

import java.util.ArrayList;
import java.util.List;

/// How our own server runs: safe as PostgreSQL is by default, small, on loopback only.
final class PostgresSettings {
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          // A socket's path may have 107 bytes; data folders are longer.
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "max_connections=40",
          "shared_buffers=96MB",
          // Pages that changed since the last checkpoint are logged whole: fewer of those, and
          // short.
          "max_wal_size=1GB",
          "checkpoint_timeout=15min",
          "wal_compression=on",
          "wal_buffers=8MB",
          // No helper processes for reading: one machine, data that fits the page cache.
          "io_method=sync",
          "max_parallel_workers_per_gather=0",
          "jit=off",
          "huge_pages=off",
          "log_checkpoints=off",
          "log_line_prefix=%m [%p] ",
          "timezone=UTC");

  private PostgresSettings() {}

  static List<String> command(String program, String folder, int port) {
    var words = new ArrayList<>(List.of(program, "-D", folder, "-p", Integer.toString(port)));
    for (var setting : SETTINGS) {
      words.add("-c");
      words.add(setting);
    }
    return words;
  }
}
