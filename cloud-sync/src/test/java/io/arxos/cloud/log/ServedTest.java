package io.arxos.cloud.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/// What a broker says of a topic in the first moments after it was made.
final class ServedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Node BROKER = new Node(1, "127.0.0.1", 9092);

  private static TopicDescription topic(Node... leaders) {
    var partitions =
        IntStream.range(0, leaders.length)
            .mapToObj(i -> new TopicPartitionInfo(i, leaders[i], List.of(BROKER), List.of(BROKER)))
            .toList();
    return new TopicDescription(KafkaLog.TOPIC, false, partitions);
  }

  private static LogUnavailable says(RuntimeException cause) {
    return new LogUnavailable("the log does not answer: " + cause, cause);
  }

  /// Answers in this order; the last one for ever.
  private static Served.Ask answers(Object... inOrder) {
    Deque<Object> left = new ArrayDeque<>(List.of(inOrder));
    return () -> {
      var now = left.size() > 1 ? left.removeFirst() : left.getFirst();
      if (now instanceof LogUnavailable refused) {
        throw refused;
      }
      return (TopicDescription) now;
    };
  }

  @Test
  void aTopicThatNoBrokerKnowsYetIsAskedForAgain() throws Exception {
    var unknown = says(new UnknownTopicOrPartitionException("not yet"));
    var ask =
        answers(
            unknown,
            unknown,
            topic(Node.noNode(), BROKER),
            topic(BROKER, Node.noNode()),
            topic(BROKER, BROKER));
    assertEquals(2, Served.partitions(ask, LONG));
  }

  @Test
  void patienceEnds() {
    var unknown = says(new UnknownTopicOrPartitionException("never"));
    var gone =
        assertThrows(
            LogUnavailable.class, () -> Served.partitions(answers(unknown), Duration.ofMillis(1)));
    assertTrue(String.valueOf(gone.getMessage()).contains("never"), gone.getMessage());
    assertThrows(
        LogUnavailable.class,
        () -> Served.partitions(answers(topic(Node.noNode())), Duration.ofMillis(1)));
  }

  @Test
  void anyOtherRefusalIsToldAtOnce() {
    var refused = says(new ClusterAuthorizationException("no right"));
    assertThrows(
        LogUnavailable.class, () -> Served.partitions(answers(refused, topic(BROKER)), LONG));
  }
}
