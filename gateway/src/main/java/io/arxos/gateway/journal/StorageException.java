package io.arxos.gateway.journal;

/// The disk did not do what was asked.
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  public enum Kind {
    /// No space; nothing was written.
    FULL,
    /// Space ran out in the midst of a write. Nothing more is taken until [Storage#reopen], and
    /// only that shows whether this one was written.
    STALLED,
    /// An error of the disk (EIO): never tried again, because after a failed fsync nobody knows
    /// what is on the disk.
    BROKEN,
    /// What was read is not what was written.
    CORRUPT,
    /// Another process has it open.
    IN_USE,
    /// Already closed by this process.
    CLOSED
  }

  private final Kind kind;

  public StorageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// For people.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
