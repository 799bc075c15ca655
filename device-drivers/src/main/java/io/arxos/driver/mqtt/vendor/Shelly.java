package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.util.List;

/// Shelly devices of every generation, and the Bluetooth sensors (BTHome) that they hear.
public final class Shelly implements Dialect {
  private final ShellyOne one = new ShellyOne();
  private final ShellyTwo two = new ShellyTwo();
  private final BtHome bluetooth = new BtHome();

  @Override
  public String name() {
    return "shelly";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    Heard first = bluetooth.hear(message);
    if (!(first instanceof Heard.NotMine)) {
      return first;
    }
    Heard second = one.hear(message);
    return second instanceof Heard.NotMine ? two.hear(message) : second;
  }
}
