package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// MQTT 3.1.1. The broker alone decides how many messages are under way and how long it keeps the
/// session.
final class Mqtt3Link implements BrokerLink {
  private static final int IN_FLIGHT_MAX = 65_535;

  /// SUBACK's word for no (MQTT 3.1.1, 3.9.3).
  private static final int REFUSED = 0x80;

  private final MqttOptions options;
  private final boolean transientSession;
  private final MqttAsyncClient client;
  private String willTopic = "";
  private byte[] will = {};

  /// @param transientSession nothing is kept in the broker
  Mqtt3Link(MqttOptions options, boolean transientSession, Listener listener)
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
    var how = new MqttConnectOptions();
    how.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    how.setCleanSession(transientSession);
    how.setKeepAliveInterval((int) options.limits().keepAlive().toSeconds());
    how.setConnectionTimeout((int) (EXCHANGE_MILLIS_MAX / 1_000));
    how.setAutomaticReconnect(false);
    // Paho's ten are counted until its callbacks have run: a burst of writes would be refused.
    how.setMaxInflight(IN_FLIGHT_MAX);
    MqttOptions.Security security = options.security();
    how.setSocketFactory(options.secured() ? security.tls().sockets() : new PatientSocketFactory());
    how.setHttpsHostnameVerificationEnabled(security.tls().hostChecked());
    MqttOptions.Login login = security.login();
    if (!willTopic.isEmpty()) {
      how.setWill(willTopic, will, 1, true);
    }
    if (login != null) {
      how.setUserName(login.user());
      how.setPassword(new String(login.password(), UTF_8).toCharArray());
    }
    try {
      IMqttToken token = client.connect(how);
      token.waitForCompletion(EXCHANGE_MILLIS_MAX);
      return new Accepted(
          token.getSessionPresent(), "MQTT 3.1.1; messages under way: as many as the broker lets");
    } catch (MqttException e) {
      throw failure("cannot connect to the broker", e);
    }
  }

  @Override
  public void subscribe(Collection<Subscription> subscriptions) throws BrokerException {
    String[] topics = subscriptions.stream().map(Subscription::topic).toArray(String[]::new);
    int[] qos = subscriptions.stream().mapToInt(Subscription::qos).toArray();
    try {
      IMqttToken token = client.subscribe(topics, qos);
      token.waitForCompletion(EXCHANGE_MILLIS_MAX);
      for (int granted : token.getGrantedQos()) {
        if (granted == REFUSED) {
          throw new MqttException(MqttException.REASON_CODE_SUBSCRIBE_FAILED);
        }
      }
    } catch (MqttException e) {
      throw failure("the broker refuses a subscription", e);
    }
  }

  @Override
  public void unsubscribe(String topic) throws BrokerException {
    try {
      client.unsubscribe(topic).waitForCompletion(EXCHANGE_MILLIS_MAX);
    } catch (MqttException e) {
      throw failure("the broker keeps a subscription", e);
    }
  }

  @Override
  public void publish(String topic, byte[] payload, boolean retain) throws BrokerException {
    try {
      client.publish(topic, payload, 1, retain).waitForCompletion(EXCHANGE_MILLIS_MAX);
    } catch (MqttException e) {
      throw failure("the broker did not take the message", e);
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

  private static BrokerException failure(String reason, MqttException e) {
    boolean version = e.getReasonCode() == MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION;
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
    public void connectionLost(Throwable cause) {
      listener.lost("lost the connection to the broker");
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }
}
