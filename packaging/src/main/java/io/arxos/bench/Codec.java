package io.arxos.bench;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;

/// A way to make bytes of samples and samples of bytes.
interface Codec {
  byte[] encode(Columns columns);

  /// @return something of every sample, so that nothing of the work can be left out
  long decode(byte[] bytes);

  /// The product's, with its checksum both ways.
  static Codec block() {
    return new Codec() {
      @Override
      public byte[] encode(Columns columns) {
        return BlockCodec.encode(1, columns);
      }

      @Override
      public long decode(byte[] bytes) {
        try {
          Columns columns = BlockCodec.decode(bytes);
          return columns.wallMicros(columns.size() - 1) + columns.size();
        } catch (BadBlock e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
