package io.arxos.gateway;

import io.arxos.driver.DriverFactory;
import io.arxos.driver.coap.CoapDriverFactory;
import io.arxos.driver.gpio.GpioDriverFactory;
import io.arxos.driver.mbus.MbusDriverFactory;
import io.arxos.driver.modbus.ModbusDriverFactory;
import io.arxos.driver.mqtt.MqttDriverFactory;
import java.util.List;

/// The protocols that this gateway speaks. A new one is a line here.
public final class Protocols {
  private Protocols() {}

  public static List<DriverFactory> all() {
    return List.of(
        new MqttDriverFactory(),
        new CoapDriverFactory(),
        new ModbusDriverFactory(),
        new GpioDriverFactory(),
        new MbusDriverFactory());
  }
}
