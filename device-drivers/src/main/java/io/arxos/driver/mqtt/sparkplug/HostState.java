package io.arxos.driver.mqtt.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/// What this host says of itself: that it is there, and by the will of its connection that it is
/// not. Both with QoS 1 and retained. Valid for one connection.
///
/// @param hostId the only one of this name
/// @param connectedAt when the connection was asked for: birth and will have this time
public record HostState(String hostId, Instant connectedAt) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = "STATE/";

  /// Whether a topic is one of a host, by version 3.0 or as it was before.
  public static boolean isState(String topic) {
    return topic.startsWith(SparkplugTopic.NAMESPACE + "/" + STATE) || topic.startsWith(STATE);
  }

  /// Whether an identifier may be one of a host.
  public static boolean isId(String hostId) {
    return !hostId.isEmpty() && hostId.chars().noneMatch(c -> "+#/\0".indexOf(c) >= 0);
  }

  public String topic() {
    return SparkplugTopic.NAMESPACE + "/" + STATE + hostId;
  }

  /// The payload of the connection's will.
  public byte[] will() {
    return payload(false, connectedAt);
  }

  /// What is published after subscribing.
  public byte[] birth() {
    return payload(true, connectedAt);
  }

  /// What is published before disconnecting.
  public static byte[] death(Instant now) {
    return payload(false, now);
  }

  /// Whether the birth has to be published again: somebody says that this host is offline, a will
  /// of a connection before this one for instance.
  public boolean denies(String topic, byte[] payload) {
    return topic.equals(topic()) && says(payload, "OFFLINE", false);
  }

  /// Whether a payload is what a host says of itself.
  static boolean isSaid(byte[] payload) {
    return says(payload, "ONLINE", true) || says(payload, "OFFLINE", false);
  }

  private static boolean says(byte[] payload, String word, boolean online) {
    String text = new String(payload, UTF_8).strip();
    if (text.equalsIgnoreCase(word)) {
      return true;
    }
    try {
      JsonNode said = JSON.readTree(text).path("online");
      return said.isBoolean() && said.booleanValue() == online;
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  private static byte[] payload(boolean online, Instant time) {
    return ("{\"online\":" + online + ",\"timestamp\":" + time.toEpochMilli() + "}")
        .getBytes(UTF_8);
  }
}
