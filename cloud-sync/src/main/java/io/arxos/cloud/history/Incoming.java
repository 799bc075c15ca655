package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LoggedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One record of the log, read before any transaction begins.
sealed interface Incoming {
  /// Samples that can be read.
  record Samples(LoggedBlock block, Columns columns) implements Incoming {}

  /// A range that will never arrive.
  record Loss(LoggedBlock block) implements Incoming {}

  /// Sound bytes of a known version that make no sense. Kept aside, and listed as lost.
  record Parked(LoggedBlock block, String why) implements Incoming {}

  /// Nothing that can be taken. The cursor stays, and the gateway sends again.
  record Unusable(String why) implements Incoming {}

  Logger LOG = LoggerFactory.getLogger(Incoming.class);

  /// @throws BadBlock when the block is of a codec version that this program does not know: good
  ///   data, to be taken by a newer one
  static Incoming of(LogRecord record) throws BadBlock {
    LoggedBlock block;
    try {
      block = LoggedBlock.of(record);
    } catch (IllegalArgumentException e) {
      return unusable(record, String.valueOf(e.getMessage()));
    }
    if (block.kind() == LoggedBlock.Kind.GAP) {
      return new Loss(block);
    }
    try {
      var range = BlockCodec.check(block.content());
      if (range.first() != block.place().first() || range.last() != block.place().last()) {
        return unusable(record, "it holds " + range + ", and is said to hold " + block.place());
      }
      return new Samples(block, BlockCodec.decode(block.content()));
    } catch (BadBlock e) {
      return switch (e.why()) {
        case VERSION -> throw e;
        case CHECKSUM -> unusable(record, String.valueOf(e.getMessage()));
        case CONTENT -> new Parked(block, String.valueOf(e.getMessage()));
      };
    }
  }

  private static Incoming unusable(LogRecord record, String why) {
    LOG.warn(
        "record {} of partition {} is passed over: {}", record.offset(), record.partition(), why);
    return new Unusable(why);
  }
}
