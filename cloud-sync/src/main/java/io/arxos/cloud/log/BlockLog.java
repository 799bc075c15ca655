package io.arxos.cloud.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topic `blocks`. Safe for any thread.
public final class BlockLog implements AutoCloseable {
  public static final String TOPIC = "blocks";

  private static final int PARTITIONS = 4;
  private static final long RETENTION_MILLIS = TimeUnit.DAYS.toMillis(7);
  private static final long ADMIN_SECONDS_MAX = 20;

  private final Settings settings;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String cluster;
  private final int partitions;

  /// @param bootstrap `host:port,…`
  /// @param replicas of the topic, when it is made now
  public record Settings(String bootstrap, short replicas) {}

  /// Which topic of which cluster. Offsets mean something only together with it.
  public record Identity(String cluster, String topicId) {}

  private BlockLog(Settings settings, Admin admin, String cluster, int partitions) {
    this.settings = settings;
    this.admin = admin;
    this.cluster = cluster;
    this.partitions = partitions;
    this.producer = new KafkaProducer<>(ClientSettings.producer(settings.bootstrap()));
  }

  /// Connects, and makes the topic when it is not there.
  ///
  /// @throws LogUnavailable when the cluster does not answer
  public static BlockLog open(Settings settings) throws LogUnavailable {
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
      var made = await(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC);
      return new BlockLog(settings, admin, cluster, made == null ? 0 : made.partitions().size());
    } catch (LogUnavailable | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  /// The partition of a building.
  public int partitionOf(String building) {
    return Math.floorMod(building.hashCode(), partitions);
  }

  public List<TopicPartition> partitions() {
    return java.util.stream.IntStream.range(0, partitions)
        .mapToObj(p -> new TopicPartition(TOPIC, p))
        .toList();
  }

  /// Asks the cluster; the topic may have been made anew since.
  public Identity identity() throws LogUnavailable {
    var topic = await(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC);
    if (topic == null) {
      throw new LogUnavailable("the topic " + TOPIC + " is gone", null);
    }
    return new Identity(cluster, topic.topicId().toString());
  }

  /// Where each partition ends now: the offset that the next record will have.
  public Map<Integer, Long> ends(Set<Integer> wanted) throws LogUnavailable {
    var ask = new HashMap<TopicPartition, OffsetSpec>();
    wanted.forEach(p -> ask.put(new TopicPartition(TOPIC, p), OffsetSpec.latest()));
    var ends = new HashMap<Integer, Long>();
    await(admin.listOffsets(ask).all()).forEach((p, end) -> ends.put(p.partition(), end.offset()));
    return ends;
  }

  /// Appends; the callback tells offset or failure, in the order of the calls per partition.
  public void append(String building, LoggedBlock block, Callback callback) {
    producer.send(block.toRecord(TOPIC, partitionOf(building)), callback);
  }

  /// A reader that belongs to a group and keeps no place of its own: whoever uses it seeks.
  ///
  /// @param member the same name takes over at once after a crash
  public Consumer<byte[], byte[]> groupReader(String group, String member) {
    return new KafkaConsumer<>(
        ClientSettings.groupConsumer(settings.bootstrap(), group, member),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// A reader on its own, of the partitions of these buildings; whoever uses it seeks.
  public Consumer<byte[], byte[]> reader(Collection<String> buildings) {
    var consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(settings.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        buildings.stream()
            .map(building -> new TopicPartition(TOPIC, partitionOf(building)))
            .distinct()
            .toList());
    return consumer;
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
    admin.close(java.time.Duration.ofSeconds(5));
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) throws LogUnavailable {
    try {
      return future.get(ADMIN_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new LogUnavailable("the log does not answer: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new LogUnavailable("the log does not answer in " + ADMIN_SECONDS_MAX + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }
}
