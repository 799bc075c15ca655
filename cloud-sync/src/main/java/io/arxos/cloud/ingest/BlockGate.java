package io.arxos.cloud.ingest;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks what a session sends and puts it on the log. Safe for any thread.
final class BlockGate {
  private static final Logger LOG = LoggerFactory.getLogger(BlockGate.class);
  private static final int BLOCK_BYTES_MAX = 1024 * 1024;
  private static final long NEWER_RETRY_MILLIS = 60_000;

  private final BlockLog log;
  private final Supplier<BlockLog.Identity> identity;
  private final IngestMetrics metrics;
  private final Clock clock;

  BlockGate(
      BlockLog log, Supplier<BlockLog.Identity> identity, IngestMetrics metrics, Clock clock) {
    this.log = log;
    this.identity = identity;
    this.metrics = metrics;
    this.clock = clock;
  }

  void samples(Session session, LoggedBlock.Place place, byte[] payload) {
    if (payload.length > BLOCK_BYTES_MAX) {
      session.end(
          new Downlink.End.Broken(
              "a block of " + payload.length + " bytes; at most " + BLOCK_BYTES_MAX));
      return;
    }
    try {
      var range = BlockCodec.check(payload);
      if (range.first() != place.first() || range.last() != place.last()) {
        session.end(
            new Downlink.End.Broken(
                "a block of "
                    + range
                    + " is said to hold "
                    + place.first()
                    + " to "
                    + place.last()));
        return;
      }
    } catch (BadBlock e) {
      bad(session, place, e);
      return;
    }
    append(session, LoggedBlock.samples(place, payload, clock.micros()));
  }

  /// @param gap a block of the kind GAP; the time it was taken in is put in here
  void gap(Session session, LoggedBlock gap) {
    append(
        session,
        new LoggedBlock(
            gap.place(), gap.kind(), gap.content(), gap.fromUs(), gap.toUs(), clock.micros()));
  }

  private void bad(Session session, LoggedBlock.Place place, BadBlock e) {
    switch (e.why()) {
      case CHECKSUM, CONTENT -> {
        metrics.damaged();
        var why = "damaged: " + e.getMessage();
        session
            .downlink()
            .nack(new Downlink.Nack(place.key(), place.first(), session.identity().number(), why));
      }
      case VERSION -> session.downlink().notNow(NEWER_RETRY_MILLIS, String.valueOf(e.getMessage()));
    }
  }

  private void append(Session session, LoggedBlock block) {
    var place = block.place();
    if (!session.knows(place.key())) {
      session.end(new Downlink.End.Broken("a block of the unannounced " + place.key()));
      return;
    }
    var building = session.building();
    if (building == null) {
      var why = "the site model has to come first";
      session
          .downlink()
          .nack(new Downlink.Nack(place.key(), place.first(), session.identity().number(), why));
      return;
    }
    var to = identity.get();
    log.append(building, block, became -> appended(session, block, to, became));
  }

  private void appended(
      Session session, LoggedBlock block, BlockLog.Identity to, BlockLog.Appended became) {
    var place = block.place();
    switch (became) {
      case BlockLog.Appended.At(int partition, long offset) -> {
        metrics.block(block.content().length, place.last() - place.first() + 1);
        session.produced(
            place.key(),
            new LaneState.Produced(to, partition, offset, place.last(), clock.nanos()));
      }
      case BlockLog.Appended.Refused(Exception why) -> {
        LOG.warn("the log refused {}: {}", place, why.toString());
        session.end(new Downlink.End.Again("the log is not available"));
      }
    }
  }
}
