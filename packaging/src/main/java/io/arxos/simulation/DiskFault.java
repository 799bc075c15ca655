package io.arxos.simulation;

/// What one call of a disk does instead of what it should.
enum DiskFault {
  /// An error; nothing was written.
  EIO,
  /// An error, and it was written all the same.
  EIO_YET_WRITTEN,
  /// No space.
  ENOSPC,
  /// The power goes before.
  DEATH_BEFORE,
  /// The power goes after.
  DEATH_AFTER
}
