package io.arxos.driver.modbus;

import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;

/// Modbus TCP. Runs where python3-pymodbus and python3-serial-asyncio are installed.
@EnabledIf("installed")
final class PymodbusTcpTest extends PymodbusContract {
  private int port;

  static boolean installed() {
    return Pymodbus.installed();
  }

  @Override
  String mode() {
    return "tcp";
  }

  @Override
  String place() throws Exception {
    port = port == 0 ? ModbusPeer.freePort() : port;
    return "" + port;
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("host", "127.0.0.1", "port", port, "timeout", "2s");
  }
}
