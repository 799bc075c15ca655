package io.arxos.driver.mqtt;

/// Against a broker that speaks MQTT 3.1.1 alone: the driver begins with 5 and falls back.
final class MoquetteDriverTest extends MqttContract {
  @Override
  protected boolean marksRepeats() {
    return true;
  }

  // Version 0.17 clears the flag with QoS 1.
  @Override
  protected boolean marksRetained() {
    return false;
  }

  @Override
  protected Broker broker(int port) {
    return new Broker.Moquette(port);
  }
}
