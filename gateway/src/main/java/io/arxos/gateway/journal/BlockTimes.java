package io.arxos.gateway.journal;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;

/// Wall times of the samples of a block, UTC, both inclusive.
record BlockTimes(long fromMicros, long toMicros) {
  static BlockTimes of(byte[] payload) throws BadBlock {
    var columns = BlockCodec.decode(payload);
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (int row = 0; row < columns.size(); row++) {
      from = Math.min(from, columns.wallMicros(row));
      to = Math.max(to, columns.wallMicros(row));
    }
    return new BlockTimes(from, to);
  }
}
