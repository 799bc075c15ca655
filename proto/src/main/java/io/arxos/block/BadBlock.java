package io.arxos.block;

/// Bytes that are not a sound block.
public final class BadBlock extends Exception {
  private static final long serialVersionUID = 1L;

  /// What is wrong with them.
  public enum Why {
    /// The checksum does not fit: damaged on the way or on the disk.
    CHECKSUM,
    /// Written by a codec version that this program does not know: good data, not to be listed as
    /// lost.
    VERSION,
    /// The checksum fits and the content makes no sense.
    CONTENT
  }

  private final Why why;

  public BadBlock(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
