package io.arxos.gateway.journal;

/// The disk did not do what was asked.
final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  enum Kind {
    /// No space; nothing was written.
    FULL,
    /// An error of the disk (EIO), or space ran out in the midst of a write: never tried again,
    /// because after a failed fsync nobody knows what is on the disk.
    BROKEN,
    /// What was read is not what was written.
    CORRUPT,
    /// Another process has it open.
    IN_USE,
    /// Already closed by this process.
    CLOSED
  }

  private final Kind kind;

  StorageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /// For people.
  String reason() {
    return String.valueOf(getMessage());
  }
}
