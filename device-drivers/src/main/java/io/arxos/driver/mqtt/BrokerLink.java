package io.arxos.driver.mqtt;

import java.util.Collection;

/// One connection to a broker, thrown away when it ends. All but [#acknowledge] may block for a
/// bounded time and are called on the session's thread or a caller's, never in a callback.
interface BrokerLink extends AutoCloseable {
  /// Why a connection ended: the broker says so, in MQTT 5 (reason code 0x8E).
  String TAKEN_OVER = "another client with our client-id took the session";

  /// How long one exchange with the broker may take.
  long EXCHANGE_MILLIS_MAX = 5_000;

  /// How long to wait when closing.
  long CLOSE_MILLIS_MAX = 1_000;

  /// Connects, or fails.
  ///
  /// @return what was agreed upon
  Accepted connect() throws BrokerException;

  void subscribe(Collection<Subscription> subscriptions) throws BrokerException;

  void unsubscribe(String topic) throws BrokerException;

  /// Publishes with QoS 1 and returns when the broker has it.
  ///
  /// @param retain whether the broker keeps it
  void publish(String topic, byte[] payload, boolean retain) throws BrokerException;

  /// Publishes with QoS 0, not retained.
  void publishOnce(String topic, byte[] payload) throws BrokerException;

  /// What the broker is to publish, with QoS 1 and retained, when the connection breaks. To be said
  /// before connecting.
  void will(String topic, byte[] payload);

  /// Never blocks; any thread.
  void acknowledge(int messageId);

  @Override
  void close();

  /// A topic to be heard.
  ///
  /// @param qos 0 or 1
  record Subscription(String topic, int qos) {}

  /// Called on Paho's threads: must not block.
  interface Listener {
    void arrived(Message message);

    /// @param reason [#TAKEN_OVER] when the broker says that it gave our session to another client
    void lost(String reason);
  }

  /// What the broker has agreed to.
  ///
  /// @param resumed it still had our session, and with it our subscriptions
  /// @param terms for people: version, and how many messages may be under way
  record Accepted(boolean resumed, String terms) {}

  /// What arrived.
  ///
  /// @param id of the packet; meaningful for QoS 1 on the same connection only
  /// @param retained kept by the broker
  /// @param duplicate may have been delivered before
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(
      String topic, byte[] payload, int id, int qos, boolean retained, boolean duplicate) {}
}
