package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Value;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A host application: follows every node that it hears and says what their metrics are. For one
/// thread at a time.
public final class SparkplugHost {
  /// All messages of nodes and devices, and of hosts.
  public static final String FILTER = SparkplugTopic.NAMESPACE + "/#";

  /// How long a missing message is waited for when nothing is said.
  public static final Duration REORDER_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration DUE_PERIOD = Duration.ofMillis(100);
  static final int NODES_MAX = 1_000;

  private final Duration reorderTimeout;
  private final Map<String, NodeState> nodes = new LinkedHashMap<>();
  private final Rebirths rebirths = new Rebirths();
  private Member.Budget budget = new Member.Budget();
  private Instant lastDue = Instant.EPOCH;

  /// What becomes of a value that is to be written.
  public sealed interface Command {
    record Send(Outcome.Request request) implements Command {}

    /// It never will be.
    record Refused(String reason) implements Command {}

    /// Not now.
    record Failed(String reason) implements Command {}
  }

  /// @param reorderTimeout zero: nothing waits for a missing message
  public SparkplugHost(Duration reorderTimeout) {
    this.reorderTimeout = reorderTimeout;
  }

  /// What has to be subscribed to for a node or device, `GROUP/NODE` or `GROUP/NODE/DEVICE`: all of
  /// its node; empty when the address is none.
  public static String filter(String address) {
    String[] parts = address.split("/", -1);
    boolean right =
        (parts.length == 2 || parts.length == 3)
            && Arrays.stream(parts).noneMatch(part -> part.isEmpty() || part.matches(".*[+#\0].*"));
    return right ? SparkplugTopic.NAMESPACE + "/" + parts[0] + "/+/" + parts[1] + "/#" : "";
  }

  /// Whether a topic is one of a node or device.
  public static boolean concerns(String topic) {
    return topic.startsWith(SparkplugTopic.NAMESPACE + "/") && !HostState.isState(topic);
  }

  /// Takes the next message. Never throws, whatever the bytes.
  public Outcome hear(MqttMessage message) {
    // Not with each of ten thousand messages a second: there may be a thousand nodes.
    boolean isTime =
        Duration.between(lastDue, message.receivedAt()).abs().compareTo(DUE_PERIOD) >= 0;
    var outcome = isTime ? due(message.receivedAt()) : new Outcome();
    Optional<SparkplugTopic> topic = SparkplugTopic.parse(message.topic());
    if (topic.isEmpty()) {
      outcome.complain("topic is not one of Sparkplug B");
      return outcome;
    }
    switch (Payloads.read(message.payload())) {
      case Payloads.Malformed(String reason) -> {
        outcome.complain(reason);
        NodeState node = nodes.get(topic.get().nodeAddress());
        if (node != null && node.online()) {
          rebirths.want(topic.get().nodeAddress());
        }
      }
      case Payloads.Read(SparkplugPayload payload) -> {
        int hash = Arrays.hashCode(message.payload());
        var heard = new NodeState.Heard(topic.get(), payload, hash, message.retained());
        hear(heard, message.receivedAt(), outcome);
      }
    }
    if (rebirths.newlyWanted()) {
      rebirths.ask(message.receivedAt(), outcome);
    }
    return outcome;
  }

  private void hear(NodeState.Heard heard, Instant now, Outcome outcome) {
    String address = heard.topic().nodeAddress();
    NodeState node = nodes.get(address);
    if (node == null) {
      if (nodes.size() >= NODES_MAX) {
        outcome.complain("more nodes than can be followed");
        return;
      }
      node = new NodeState(address, reorderTimeout, budget, () -> rebirths.want(address));
      nodes.put(address, node);
    }
    if (heard.topic().verb() == SparkplugTopic.Verb.NBIRTH) {
      rebirths.born(address);
    }
    node.hear(heard, now, outcome);
  }

  /// What time alone brings: to be called several times a second.
  public Outcome due(Instant now) {
    lastDue = now;
    var outcome = new Outcome();
    nodes.values().forEach(node -> node.due(now, outcome));
    rebirths.ask(now, outcome);
    return outcome;
  }

  /// The broker was lost: nothing is known of any node until it is born again.
  ///
  /// @param wanted addresses whose nodes are asked for a birth as soon as may be
  public void restart(Collection<String> wanted) {
    nodes.clear();
    budget = new Member.Budget();
    rebirths.forget();
    for (String address : wanted) {
      String[] parts = address.split("/", 3);
      rebirths.want(parts[0] + "/" + parts[1]);
    }
  }

  /// A command for a metric that was born.
  ///
  /// @param address `GROUP/NODE` or `GROUP/NODE/DEVICE`
  public Command command(String address, String metric, Value value, Instant now) {
    String[] parts = address.split("/", 3);
    NodeState node = parts.length < 2 ? null : nodes.get(parts[0] + "/" + parts[1]);
    Member member = node == null ? null : node.member(parts.length == 3 ? parts[2] : "");
    if (node == null || member == null || !node.online() || !member.online()) {
      return new Command.Failed("the device is not known to be online");
    }
    Born born = member.named(metric);
    if (born == null) {
      return new Command.Refused("the device has no such metric");
    }
    if (born.readOnly() || born.inTemplate()) {
      return new Command.Refused("the metric is read-only");
    }
    Raw raw = born.raw(value);
    if (raw == null) {
      return new Command.Refused("the metric's data type cannot hold the value");
    }
    byte[] payload =
        PayloadWriter.command(metric, born.alias(), born.type(), raw, now.toEpochMilli());
    return new Command.Send(new Outcome.Request(SparkplugTopic.command(address), payload));
  }
}
