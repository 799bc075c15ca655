package io.arxos.cloud.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How we use a cluster: safe, small, in order.
final class ClientSettings {
  private ClientSettings() {}

  static Map<String, Object> admin(String bootstrap) {
    return common(bootstrap);
  }

  static Map<String, Object> producer(String bootstrap) {
    var s = common(bootstrap);
    s.put(ProducerConfig.ACKS_CONFIG, "all");
    s.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    s.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    s.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
    s.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    s.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    s.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    s.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
    s.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    s.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return s;
  }

  static Map<String, Object> consumer(String bootstrap) {
    var s = common(bootstrap);
    s.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    s.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    s.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
    s.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    s.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return s;
  }

  static Map<String, Object> groupConsumer(String bootstrap, String group, String member) {
    var s = consumer(bootstrap);
    s.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    s.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    s.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    s.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    return s;
  }

  private static Map<String, Object> common(String bootstrap) {
    var s = new HashMap<String, Object>();
    s.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    s.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    s.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000L);
    s.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return s;
  }
}
