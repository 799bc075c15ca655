package io.arxos.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// A subscriber that does nothing with a message but acknowledge it: what the client library costs,
/// whatever is built on it.
final class PahoSubject {
  private static final long EXCHANGE_MILLIS_MAX = 20_000;

  private PahoSubject() {}

  /// @param arguments port of the broker, receive-maximum
  public static void main(String[] arguments) throws Exception {
    var client =
        new MqttAsyncClient("tcp://127.0.0.1:" + arguments[0], "bare", new MemoryPersistence());
    var ages = new Ages();
    client.setCallback(new Counting(ages));
    var options = new MqttConnectionOptions();
    options.setReceiveMaximum(Integer.valueOf(arguments[1]));
    client.connect(options).waitForCompletion(EXCHANGE_MILLIS_MAX);
    client.subscribe("bench/#", 1).waitForCompletion(EXCHANGE_MILLIS_MAX);
    DriverSubject.answer(ages);
    client.disconnectForcibly(0, 1, false);
    client.close(true);
  }

  private record Counting(Ages ages) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String text = new String(message.getPayload(), US_ASCII);
      double sent = Double.parseDouble(text.substring(5, text.length() - 1));
      ages.add(System.nanoTime() / 1e3 - sent);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
