package io.arxos.cloud.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topic `blocks` of a Kafka cluster.
public final class KafkaLog implements BlockLog {
  public static final String TOPIC = "blocks";

  private static final String HEADER = "block";
  private static final int PARTITIONS = 4;
  private static final long RETENTION_MILLIS = TimeUnit.DAYS.toMillis(7);
  private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(20);

  private final Settings settings;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String cluster;
  private final int partitions;

  /// @param bootstrap `host:port,…`
  /// @param replicas of the topic, when it is made now
  public record Settings(String bootstrap, short replicas) {}

  private KafkaLog(Settings settings, Admin admin, String cluster, int partitions) {
    this.settings = settings;
    this.admin = admin;
    this.cluster = cluster;
    this.partitions = partitions;
    this.producer = new KafkaProducer<>(ClientSettings.producer(settings.bootstrap()));
  }

  /// Connects, and makes the topic when it is not there.
  ///
  /// @throws LogUnavailable when the cluster does not answer
  public static KafkaLog open(Settings settings) throws LogUnavailable {
    var admin = Admin.create(ClientSettings.admin(settings.bootstrap()));
    try {
      var cluster = await(admin.describeCluster().clusterId());
      var topic =
          new NewTopic(TOPIC, PARTITIONS, settings.replicas())
              .configs(
                  Map.of(
                      "retention.ms",
                      Long.toString(RETENTION_MILLIS),
                      "max.message.bytes",
                      "2097152"));
      try {
        await(admin.createTopics(List.of(topic)).all());
      } catch (LogUnavailable e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
      int partitions = Served.partitions(() -> described(admin), ADMIN_PATIENCE);
      return new KafkaLog(settings, admin, cluster, partitions);
    } catch (LogUnavailable | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  @Override
  public int partitionOf(String building) {
    return Math.floorMod(building.hashCode(), partitions);
  }

  @Override
  public Set<Integer> partitions() {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }

  @Override
  public Identity identity() throws LogUnavailable {
    return new Identity(cluster, described(admin).topicId().toString());
  }

  private static TopicDescription described(Admin admin) throws LogUnavailable {
    var topic = await(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC);
    if (topic == null) {
      throw new LogUnavailable("the topic " + TOPIC + " is gone", null);
    }
    return topic;
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> wanted) throws LogUnavailable {
    var ask = new HashMap<TopicPartition, OffsetSpec>();
    wanted.forEach(p -> ask.put(place(p), OffsetSpec.latest()));
    var ends = new HashMap<Integer, Long>();
    await(admin.listOffsets(ask).all()).forEach((p, end) -> ends.put(p.partition(), end.offset()));
    return ends;
  }

  @Override
  public void append(String building, LoggedBlock block, Consumer<Appended> told) {
    var record = new ProducerRecord<>(TOPIC, partitionOf(building), block.key(), block.content());
    record.headers().add(HEADER, block.header());
    producer.send(
        record,
        (at, failure) ->
            told.accept(
                failure == null
                    ? new Appended.At(at.partition(), at.hasOffset() ? at.offset() : -1)
                    : new Appended.Refused(failure)));
  }

  @Override
  public LogReader groupReader(String group, String member) {
    return new KafkaReader(
        new KafkaConsumer<>(
            ClientSettings.groupConsumer(settings.bootstrap(), group, member),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()));
  }

  /// A reader on its own, of the partitions of these buildings; whoever uses it seeks.
  public KafkaConsumer<byte[], byte[]> reader(Collection<String> buildings) {
    var consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(settings.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        buildings.stream().map(building -> place(partitionOf(building))).distinct().toList());
    return consumer;
  }

  /// A record of the topic as the log's readers know it.
  public static LogRecord record(ConsumerRecord<byte[], byte[]> record) {
    var header = record.headers().lastHeader(HEADER);
    var content =
        new LogRecord.Content(record.key(), header == null ? null : header.value(), record.value());
    return new LogRecord(record.partition(), record.offset(), record.leaderEpoch(), content);
  }

  static TopicPartition place(int partition) {
    return new TopicPartition(TOPIC, partition);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) throws LogUnavailable {
    try {
      return future.get(ADMIN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new LogUnavailable("the log does not answer: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new LogUnavailable(
          "the log does not answer in " + ADMIN_PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }
}
