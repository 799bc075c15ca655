package io.arxos.gateway.journal;

/// What the journal has at a sequence.
public sealed interface Found {
  /// A sound block. `first` is above the asked sequence only when what lies between was trimmed.
  ///
  /// @param payload as encoded by `io.arxos.block.BlockCodec`
  record Stored(long first, long last, byte[] payload) implements Found {}

  /// Evicted, or found damaged, and written down as such: it never comes back, and this is what
  /// will always be said of it.
  ///
  /// @param reason for people
  /// @param fromMicros UTC of what is gone, as far as it is known; 0 when it is not
  /// @param toMicros UTC, inclusive; 0 when it is not known
  record Gone(long first, long last, String reason, long fromMicros, long toMicros)
      implements Found {}

  /// The disk could not be read now; what is there is not known.
  record Unreadable(String reason) implements Found {}

  /// Nothing at or above the asked sequence.
  record Nothing() implements Found {}
}
