package io.arxos.driver.mqtt;

import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/// MQTT 5. Paho 1.2.5 loses the DUP flag of what it receives in this version, so a repeat is not
/// marked as one.
final class Mqtt5Link implements BrokerLink {
  /// What a broker means that does not say (MQTT 5, 3.2.2.3.3).
  private static final int UNLIMITED = 65_535;

  private static final long ROOM_NANOS = 1_000_000;

  private final MqttOptions options;
  private final boolean transientSession;
  private final MqttAsyncClient client;
  private String willTopic = "";
  private byte[] will = {};

  /// @param transientSession nothing is kept in the broker
  Mqtt5Link(MqttOptions options, boolean transientSession, Listener listener)
      throws BrokerException {
    this.options = options;
    this.transientSession = transientSession;
    try {
      client = new MqttAsyncClient(options.url(), options.clientId(), new MemoryPersistence());
    } catch (MqttException | IllegalArgumentException e) {
      throw new BrokerException("not a broker's address", false, e);
    }
    client.setManualAcks(true);
    client.setCallback(new Callbacks(listener));
  }

  @Override
  public Accepted connect() throws BrokerException {
    var how = new MqttConnectionOptions();
    how.setCleanStart(transientSession);
    how.setSessionExpiryInterval(
        transientSession ? 0 : options.limits().sessionExpiry().toSeconds());
    how.setReceiveMaximum(options.limits().receiveMaximum());
    how.setKeepAliveInterval((int) options.limits().keepAlive().toSeconds());
    how.setConnectionTimeout((int) (EXCHANGE_MILLIS_MAX / 1_000));
    how.setAutomaticReconnect(false);
    MqttOptions.Security security = options.security();
    how.setSocketFactory(options.secured() ? security.tls().sockets() : new PatientSocketFactory());
    how.setHttpsHostnameVerificationEnabled(security.tls().hostChecked());
    MqttOptions.Login login = security.login();
    if (!willTopic.isEmpty()) {
      how.setWill(willTopic, new MqttMessage(will, 1, true, new MqttProperties()));
    }
    if (login != null) {
      how.setUserName(login.user());
      how.setPassword(login.password());
    }
    try {
      IMqttToken token = client.connect(how);
      await(token);
      MqttProperties said = token.getResponseProperties();
      Integer broker = said == null ? null : said.getReceiveMaximum();
      return new Accepted(
          token.getSessionPresent(),
          "MQTT 5; messages under way: to us %d, to the broker %d"
              .formatted(options.limits().receiveMaximum(), broker == null ? UNLIMITED : broker));
    } catch (MqttException e) {
      throw failure("cannot connect to the broker", e);
    }
  }

  @Override
  public void subscribe(Collection<Subscription> subscriptions) throws BrokerException {
    MqttSubscription[] all =
        subscriptions.stream()
            .map(one -> new MqttSubscription(one.topic(), one.qos()))
            .toArray(MqttSubscription[]::new);
    try {
      await(client.subscribe(all));
    } catch (MqttException e) {
      throw failure("the broker refuses a subscription", e);
    }
  }

  @Override
  public void unsubscribe(String topic) throws BrokerException {
    try {
      await(client.unsubscribe(topic));
    } catch (MqttException e) {
      throw failure("the broker keeps a subscription", e);
    }
  }

  @Override
  public void publish(String topic, byte[] payload, boolean retain) throws BrokerException {
    try {
      await(sent(topic, payload, retain));
    } catch (MqttException e) {
      throw failure("the broker did not take the message", e);
    }
  }

  /// Waits for room where as many messages are under way as the broker allows.
  private IMqttToken sent(String topic, byte[] payload, boolean retain) throws MqttException {
    long begun = System.nanoTime();
    while (true) {
      try {
        return client.publish(topic, payload, 1, retain);
      } catch (MqttException e) {
        boolean full = e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT;
        long waited = System.nanoTime() - begun;
        if (!full || waited > EXCHANGE_MILLIS_MAX * 1_000_000 || Thread.interrupted()) {
          throw e;
        }
        LockSupport.parkNanos(ROOM_NANOS);
      }
    }
  }

  @Override
  public void publishOnce(String topic, byte[] payload) throws BrokerException {
    try {
      client.publish(topic, payload, 0, false).waitForCompletion(EXCHANGE_MILLIS_MAX);
    } catch (MqttException e) {
      throw failure("the broker did not take the message", e);
    }
  }

  @Override
  public void will(String topic, byte[] payload) {
    willTopic = topic;
    will = payload;
  }

  @Override
  public void acknowledge(int messageId) {
    try {
      client.messageArrivedComplete(messageId, 1);
    } catch (MqttException _) {
      // the connection is gone: the broker sends the message again
    }
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(0).waitForCompletion(CLOSE_MILLIS_MAX);
      }
    } catch (MqttException _) {
      // below, the hard way
    }
    try {
      client.disconnectForcibly(0, 1, false);
    } catch (MqttException _) {
      // not connected: as it should be
    }
    try {
      client.close(true);
    } catch (MqttException _) {
      // closed is what it was to be
    }
  }

  private static void await(IMqttToken token) throws MqttException {
    token.waitForCompletion(EXCHANGE_MILLIS_MAX);
    int[] codes = token.getReasonCodes();
    for (int code : codes == null ? new int[0] : codes) {
      if (code >= MqttReturnCode.RETURN_CODE_UNSPECIFIED_ERROR) {
        throw new MqttException(code);
      }
    }
  }

  private static BrokerException failure(String reason, MqttException e) {
    // A broker of 3.1.1 answers in its own form, with a code that MQTT 5 does not have.
    boolean version =
        e.getReasonCode() == MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION
            || e.getReasonCode() == MqttException.REASON_CODE_INVALID_RETURN_CODE;
    return new BrokerException(reason, version, e);
  }

  private record Callbacks(Listener listener) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      listener.arrived(
          new Message(
              topic,
              message.getPayload(),
              message.getId(),
              message.getQos(),
              message.isRetained(),
              message.isDuplicate()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      boolean taken = response.getReturnCode() == MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER;
      listener.lost(taken ? BrokerLink.TAKEN_OVER : "lost the connection to the broker");
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      listener.lost("the broker broke the protocol");
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
