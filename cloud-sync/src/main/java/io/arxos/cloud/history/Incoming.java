package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A block of a record of the log, or what else the record is, read before any transaction begins.
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

  /// What a record holds, in order; never nothing. What follows something unusable is not taken: it
  /// would stand behind a gap.
  ///
  /// @throws BadBlock when a block is of a codec version that this program does not know: good
  ///   data, to be taken by a newer one
  static List<Incoming> of(LogRecord record) throws BadBlock {
    LoggedBlock all;
    List<byte[]> payloads;
    try {
      all = LoggedBlock.of(record);
      payloads = all.payloads();
    } catch (IllegalArgumentException e) {
      return List.of(unusable(record, String.valueOf(e.getMessage())));
    }
    if (all.kind() == LoggedBlock.Kind.GAP) {
      return List.of(new Loss(all));
    }
    List<Incoming> blocks = new ArrayList<>(payloads.size());
    long next = all.place().first();
    for (byte[] payload : payloads) {
      boolean last = blocks.size() == payloads.size() - 1;
      Incoming one = block(record, all, payload, new Expected(next, last));
      blocks.add(one);
      if (!(placeOf(one) instanceof LoggedBlock.Place place)) {
        break;
      }
      next = place.last() + 1;
    }
    return blocks;
  }

  /// Where a block of a record has to begin.
  ///
  /// @param ends it is the record's last and has to end where that ends
  record Expected(long first, boolean ends) {}

  private static Incoming block(
      LogRecord record, LoggedBlock all, byte[] payload, Expected expected) throws BadBlock {
    LoggedBlock block = all;
    try {
      var range = BlockCodec.check(payload);
      long end = all.place().last();
      if (range.first() != expected.first()
          || range.last() > end
          || expected.ends() && range.last() != end) {
        return unusable(
            record, "a block holds " + range + "; the record is said to hold " + all.place());
      }
      var place = new LoggedBlock.Place(all.place().key(), range.first(), range.last());
      block = LoggedBlock.samples(place, payload, all.ingestedUs());
      return new Samples(block, BlockCodec.decode(payload));
    } catch (BadBlock e) {
      return switch (e.why()) {
        case VERSION -> throw e;
        case CHECKSUM -> unusable(record, String.valueOf(e.getMessage()));
        // Of a single block the record says the sequences, even where the block itself does not.
        case CONTENT ->
            block != all || all.kind() == LoggedBlock.Kind.SAMPLES
                ? new Parked(block, String.valueOf(e.getMessage()))
                : unusable(record, String.valueOf(e.getMessage()));
      };
    }
  }

  /// Which sequences it is about; null when that is not known.
  static LoggedBlock.@Nullable Place placeOf(Incoming incoming) {
    return switch (incoming) {
      case Samples s -> s.block().place();
      case Loss l -> l.block().place();
      case Parked p -> p.block().place();
      case Unusable _ -> null;
    };
  }

  private static Incoming unusable(LogRecord record, String why) {
    LOG.warn(
        "record {} of partition {} is passed over: {}", record.offset(), record.partition(), why);
    return new Unusable(why);
  }
}
