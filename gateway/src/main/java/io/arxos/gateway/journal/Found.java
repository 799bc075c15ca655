package io.arxos.gateway.journal;

/// What the journal has at a sequence.
public sealed interface Found {
  /// A sound block. `first` is above the asked sequence when what lies between was trimmed.
  ///
  /// @param payload as encoded by `io.arxos.block.BlockCodec`
  record Stored(long first, long last, byte[] payload) implements Found {}

  /// What should be there cannot be read any more.
  record Damaged(long first, long last, String reason) implements Found {}

  /// The disk could not be read now; what is there is not known.
  record Unreadable(String reason) implements Found {}

  /// Nothing at or above the asked sequence.
  record Nothing() implements Found {}
}
