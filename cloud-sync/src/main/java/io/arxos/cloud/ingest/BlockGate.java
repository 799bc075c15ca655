package io.arxos.cloud.ingest;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.time.Clock;
import java.util.List;
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

  /// Takes the blocks of one message; those before a damaged one are good.
  ///
  /// @param place of all of them together
  void samples(Session session, LoggedBlock.Place place, List<byte[]> payloads) {
    int bytes = payloads.stream().mapToInt(payload -> payload.length).sum();
    if (bytes > BLOCK_BYTES_MAX || payloads.size() > Session.BLOCKS_PER_MESSAGE) {
      var what = payloads.size() + " blocks of " + bytes + " bytes; at most ";
      session.end(
          new Downlink.End.Broken(what + Session.BLOCKS_PER_MESSAGE + " of " + BLOCK_BYTES_MAX));
      return;
    }
    long next = place.first();
    for (int i = 0; i < payloads.size(); i++) {
      try {
        var range = BlockCodec.check(payloads.get(i));
        boolean last = i == payloads.size() - 1;
        if (range.first() != next || last != (range.last() == place.last())) {
          var said = place.first() + " to " + place.last();
          session.end(new Downlink.End.Broken("a block of " + range + " is said to hold " + said));
          return;
        }
        next = range.last() + 1;
      } catch (BadBlock e) {
        if (i > 0) {
          append(session, good(place, next - 1, payloads.subList(0, i)));
        }
        bad(session, new LoggedBlock.Place(place.key(), next, place.last()), e);
        return;
      }
    }
    append(session, good(place, place.last(), payloads));
  }

  private LoggedBlock good(LoggedBlock.Place place, long last, List<byte[]> payloads) {
    var taken = new LoggedBlock.Place(place.key(), place.first(), last);
    return LoggedBlock.samples(taken, payloads, clock.micros());
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
    if (session.isBeyondClosed(place.key(), place.last())) {
      session.end(
          new Downlink.End.Broken(
              place.key() + " is closed: a later start of the same card has said where it ended"));
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
        metrics.block(block.blocks(), block.content().length, place.last() - place.first() + 1);
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
