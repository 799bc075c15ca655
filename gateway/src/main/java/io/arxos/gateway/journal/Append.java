package io.arxos.gateway.journal;

/// What became of a block that was to be journaled.
public sealed interface Append {
  /// Synced, under the sequences `first` to `last`.
  ///
  /// @param bytes of the block and its key
  record Appended(long first, long last, int bytes) implements Append {}

  /// Nothing was written. Later ones may succeed, when there is space again.
  record DiskFull(long bytesFree) implements Append {}

  /// The disk failed. Nothing more is written by this process.
  record Broken(String reason) implements Append {}
}
