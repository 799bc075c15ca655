package io.arxos.cloud.backup;

/// Told at each step of a backup, so that a test can end it there.
interface Probe {
  Probe NONE = _ -> {};

  /// What has just been done.
  enum Phase {
    BEGUN,
    COPYING,
    COPIED,
    WRITTEN,
    MOVED,
    READ_BACK,
    MARKED,
    COUNTED
  }

  void at(Phase phase);
}
