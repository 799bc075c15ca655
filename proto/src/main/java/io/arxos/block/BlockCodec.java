package io.arxos.block;

/// Turns samples into the bytes that are journaled, sent, logged and stored unchanged, and back.
public final class BlockCodec {
  /// The version that [#encode] writes, and the highest that [#decode] reads.
  public static final int VERSION = 1;

  /// The most samples in one block.
  public static final int SAMPLES_MAX = 500;

  private BlockCodec() {}

  /// Encodes samples with consecutive sequences.
  ///
  /// @param first sequence of row 0, from 1
  /// @param columns 1 to [#SAMPLES_MAX] rows
  public static byte[] encode(long first, Columns columns) {
    throw new UnsupportedOperationException();
  }

  /// Checks version and checksum only; what ingest does with every block.
  ///
  /// @return the sequences the block says it holds
  public static Range check(byte[] payload) throws BadBlock {
    throw new UnsupportedOperationException();
  }

  /// Decodes a whole block. Any input gives rows or [BadBlock], nothing else.
  public static Columns decode(byte[] payload) throws BadBlock {
    throw new UnsupportedOperationException();
  }

  /// @param first first sequence
  /// @param last last sequence, at least `first`
  public record Range(long first, long last) {}
}
