package io.arxos.cloud.live;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.KafkaLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.log.LoggedBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `blocks`, decoded.
public final class KafkaLiveLog implements LiveLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLiveLog.class);

  private final KafkaLog log;
  private final Consumer<byte[], byte[]> probe;

  public KafkaLiveLog(KafkaLog log) {
    this.log = log;
    this.probe = log.reader(List.of());
  }

  @Override
  public int partition(String building) {
    return log.partitionOf(building);
  }

  @Override
  public String topicId() {
    try {
      return log.identity().topicId();
    } catch (LogUnavailable e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public Bounds bounds(int partition) {
    TopicPartition place = place(partition);
    synchronized (probe) {
      Set<TopicPartition> asked = Set.of(place);
      long begin = probe.beginningOffsets(asked).getOrDefault(place, 0L);
      return new Bounds(begin, probe.endOffsets(asked).getOrDefault(place, begin));
    }
  }

  @Override
  public Tail tail(int partition, long offset) {
    Consumer<byte[], byte[]> reader = log.reader(List.of());
    TopicPartition place = place(partition);
    reader.assign(List.of(place));
    reader.seek(place, offset);
    return new KafkaTail(reader, place, offset);
  }

  @Override
  public void close() {
    synchronized (probe) {
      probe.close();
    }
  }

  private static TopicPartition place(int partition) {
    return new TopicPartition(KafkaLog.TOPIC, partition);
  }

  private static final class KafkaTail implements Tail {
    private final Consumer<byte[], byte[]> reader;
    private final TopicPartition place;
    private long next;

    KafkaTail(Consumer<byte[], byte[]> reader, TopicPartition place, long offset) {
      this.reader = reader;
      this.place = place;
      this.next = offset;
    }

    @Override
    public List<LogItem> poll(Duration patience) {
      List<LogItem> items = new ArrayList<>();
      try {
        for (var record : reader.poll(patience)) {
          decode(record, items);
          next = record.offset() + 1;
        }
        next = Math.max(next, reader.position(place, patience));
      } catch (WakeupException _) {
        return items;
      } catch (OffsetOutOfRangeException _) {
        next = nearest();
        reader.seek(place, next);
      }
      return items;
    }

    private long nearest() {
      Set<TopicPartition> asked = Set.of(place);
      long begin = reader.beginningOffsets(asked).getOrDefault(place, 0L);
      return Math.clamp(next, begin, reader.endOffsets(asked).getOrDefault(place, begin));
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void wake() {
      reader.wakeup();
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private static void decode(ConsumerRecord<byte[], byte[]> record, List<LogItem> items) {
    LoggedBlock block;
    try {
      block = LoggedBlock.of(KafkaLog.record(record));
    } catch (IllegalArgumentException e) {
      LOG.warn("live skips place {} of the log: {}", record.offset(), e.getMessage());
      return;
    }
    var key = block.place().key();
    var lane = new LogItem.Lane(key.gateway(), key.incarnation().toString(), key.lane());
    if (block.kind() == LoggedBlock.Kind.GAP) {
      var span = new LogItem.Span(block.fromUs(), block.toUs(), block.reason());
      items.add(
          new LogItem.Hole(
              record.offset(), lane, block.place().first(), block.place().last(), span));
    } else {
      samples(record.offset(), lane, block, items);
    }
  }

  /// Each block of the record; what cannot be read, and what is behind it, is a hole.
  private static void samples(
      long offset, LogItem.Lane lane, LoggedBlock block, List<LogItem> items) {
    long first = block.place().first();
    try {
      for (byte[] payload : block.payloads()) {
        Columns columns = BlockCodec.decode(payload);
        List<LiveSample> samples = new ArrayList<>(columns.size());
        for (int row = 0; row < columns.size(); row++) {
          samples.add(LiveSample.of(columns, row, first + row));
        }
        items.add(new LogItem.Block(offset, lane, first, block.ingestedUs(), samples));
        first += columns.size();
      }
    } catch (BadBlock | IllegalArgumentException e) {
      var span = new LogItem.Span(0, 0, "a block cannot be read: " + e.getMessage());
      items.add(new LogItem.Hole(offset, lane, first, block.place().last(), span));
    }
  }
}
