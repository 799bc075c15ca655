package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arxos.block.BadBlock;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a record of the log is taken for.
final class IncomingTest {
  private static final String POINT = "house/room/temp";

  private final LaneKey lane = Blocks.telemetry("gw");
  private final List<byte[]> payloads = new ArrayList<>(Blocks.payloads(POINT, 1, 4));

  @Test
  void eachBlockOfARecordIsOne() throws Exception {
    var blocks = Incoming.of(record(40));
    assertEquals(4, blocks.size());
    for (int i = 0; i < 4; i++) {
      var samples = assertInstanceOf(Incoming.Samples.class, blocks.get(i));
      assertEquals(new LoggedBlock.Place(lane, 10 * i + 1, 10 * i + 10), samples.block().place());
      assertEquals(10, samples.columns().size());
    }
  }

  @Test
  void nothingIsTakenFromADamagedBlockOn() throws Exception {
    payloads.get(2)[30] ^= 1;
    var blocks = Incoming.of(record(40));
    assertEquals(3, blocks.size());
    assertInstanceOf(Incoming.Samples.class, blocks.get(1));
    assertInstanceOf(Incoming.Unusable.class, blocks.get(2));
  }

  @Test
  void nothingIsTakenBehindAHoleOrBeyondTheEnd() throws Exception {
    var removed = payloads.remove(1);
    assertInstanceOf(Incoming.Unusable.class, Incoming.of(record(40)).getLast());
    payloads.add(1, removed);
    assertInstanceOf(Incoming.Unusable.class, Incoming.of(record(39)).getLast());
    assertInstanceOf(Incoming.Unusable.class, Incoming.of(record(41)).getLast());
    assertInstanceOf(Incoming.Samples.class, Incoming.of(record(40)).getLast());
  }

  @Test
  void recordThatEndsWithinABlockIsUnusable() throws Exception {
    var whole = LoggedBlock.samples(new LoggedBlock.Place(lane, 1, 40), payloads, 0);
    byte[] cut = java.util.Arrays.copyOf(whole.content(), whole.content().length - 3);
    var blocks = Incoming.of(record(whole, cut));
    assertInstanceOf(Incoming.Unusable.class, blocks.getFirst());
  }

  @Test
  void blockOfANewerVersionStopsTheReader() {
    payloads.set(3, Blocks.ofVersion(7, payloads.get(3)));
    assertThrows(BadBlock.class, () -> Incoming.of(record(40)));
  }

  @Test
  void recordOfAnUnknownKindIsUnusable() throws Exception {
    var whole = LoggedBlock.samples(new LoggedBlock.Place(lane, 1, 40), payloads, 0);
    byte[] header = whole.header();
    header[1] = 9;
    var content = new LogRecord.Content(whole.key(), header, whole.content());
    var blocks = Incoming.of(new LogRecord(0, 5, Optional.empty(), content));
    assertInstanceOf(Incoming.Unusable.class, blocks.getFirst());
  }

  // A record is taken whole or not at all, unless its blocks are tried singly: then the place stays
  // at the record until its last block is in.
  @Test
  void placeMovesWithTheLastBlockOfARecordOnly() {
    var block = new Incoming.Unusable("x");
    assertEquals(7, new Committer.Entry(0, 7, Optional.of(1), block, false).next().offset());
    assertEquals(8, new Committer.Entry(0, 7, Optional.of(1), block, true).next().offset());
  }

  private LogRecord record(long last) {
    var block = LoggedBlock.samples(new LoggedBlock.Place(lane, 1, last), payloads, 0);
    return record(block, block.content());
  }

  private static LogRecord record(LoggedBlock block, byte[] content) {
    return new LogRecord(
        0, 5, Optional.empty(), new LogRecord.Content(block.key(), block.header(), content));
  }
}
