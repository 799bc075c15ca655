package io.arxos.cloud.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Backend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BlockLogTest {
  private final KafkaLog log = Backend.log();

  @Test
  void aRecordIsReadAsItWasWritten() throws Exception {
    var key = new LaneKey("gw-log", new IncarnationId(new byte[16]), LaneKey.TELEMETRY);
    var block =
        new LoggedBlock(
            new LoggedBlock.Place(key, 3, 9),
            LoggedBlock.Kind.GAP,
            "evicted".getBytes(StandardCharsets.UTF_8),
            11,
            12,
            13);
    var at = new CompletableFuture<Long>();
    log.append(
        "log-test",
        block,
        became -> {
          switch (became) {
            case BlockLog.Appended.At(int _, long offset) -> at.complete(offset);
            case BlockLog.Appended.Refused(Exception why) -> at.completeExceptionally(why);
          }
        });
    long offset = at.get(30, TimeUnit.SECONDS);
    int partition = log.partitionOf("log-test");
    assertTrue(log.ends(Set.of(partition)).getOrDefault(partition, 0L) > offset);
    try (var reader = log.reader(List.of("log-test"))) {
      reader.seek(reader.assignment().iterator().next(), offset);
      var record = reader.poll(Duration.ofSeconds(30)).iterator().next();
      var read = LoggedBlock.of(KafkaLog.record(record));
      assertEquals(block.place(), read.place());
      assertEquals(block.kind(), read.kind());
      assertArrayEquals(block.content(), read.content());
      assertEquals("evicted", read.reason());
      assertEquals(List.of(11L, 12L, 13L), List.of(read.fromUs(), read.toUs(), read.ingestedUs()));
    }
  }

  @Test
  void aBuildingStaysInItsPartition() throws Exception {
    assertEquals(log.partitionOf("hofgarten"), log.partitionOf("hofgarten"));
    assertEquals(log.identity(), log.identity());
    assertEquals(4, log.partitions().size());
  }
}
