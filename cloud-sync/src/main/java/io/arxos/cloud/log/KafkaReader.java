package io.arxos.cloud.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// A member of a Kafka consumer group.
final class KafkaReader implements LogReader {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private final Consumer<byte[], byte[]> consumer;

  KafkaReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void join(Assignment assignment) {
    consumer.subscribe(
        List.of(KafkaLog.TOPIC),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            try {
              assignment.assigned(numbers(partitions));
            } catch (LogUnavailable e) {
              throw new KafkaException(e.getMessage(), e);
            }
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assignment.revoked(numbers(partitions));
          }
        });
  }

  @Override
  public List<LogRecord> poll(Duration patience) throws TailLost, OutOfRange, LogUnavailable {
    var records = new ArrayList<LogRecord>();
    try {
      consumer.poll(patience).forEach(record -> records.add(KafkaLog.record(record)));
    } catch (WakeupException e) {
      return List.of();
    } catch (LogTruncationException e) {
      throw new TailLost(divergent(e));
    } catch (OffsetOutOfRangeException e) {
      throw new OutOfRange(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    return records;
  }

  @Override
  public void seek(int partition, Position position) throws LogUnavailable {
    try {
      consumer.seek(
          KafkaLog.place(partition),
          new OffsetAndMetadata(position.offset(), position.epoch(), ""));
    } catch (KafkaException | IllegalStateException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Map<Integer, Long> beginnings(Collection<Integer> partitions) throws LogUnavailable {
    try {
      return byNumber(consumer.beginningOffsets(places(partitions)));
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Map<Integer, Long> ends(Collection<Integer> partitions) throws LogUnavailable {
    try {
      return byNumber(consumer.endOffsets(places(partitions)));
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_MAX));
  }

  private static Map<Integer, Optional<Long>> divergent(LogTruncationException lost) {
    var divergent = new HashMap<Integer, Optional<Long>>();
    for (var name : lost.partitions()) {
      var end = lost.divergentOffsets().get(name);
      divergent.put(
          name.partition(), end == null ? Optional.<Long>empty() : Optional.of(end.offset()));
    }
    return divergent;
  }

  private static List<TopicPartition> places(Collection<Integer> partitions) {
    return partitions.stream().map(KafkaLog::place).toList();
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }

  private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
    var byNumber = new HashMap<Integer, Long>();
    offsets.forEach((place, offset) -> byNumber.put(place.partition(), offset));
    return byNumber;
  }

  private static LogUnavailable unavailable(RuntimeException e) {
    return new LogUnavailable("the log does not answer: " + e, e);
  }
}
