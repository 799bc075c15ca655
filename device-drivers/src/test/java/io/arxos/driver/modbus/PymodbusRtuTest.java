package io.arxos.driver.modbus;

import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;

/// RTU frames over a TCP connection. Runs where python3-pymodbus and python3-serial-asyncio are
/// installed.
@EnabledIf("installed")
final class PymodbusRtuTest extends PymodbusContract {
  private int port;

  static boolean installed() {
    return Pymodbus.installed();
  }

  @Override
  String mode() {
    return "rtu-tcp";
  }

  @Override
  String place() throws Exception {
    port = port == 0 ? ModbusPeer.freePort() : port;
    return "" + port;
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("host", "127.0.0.1", "port", port, "framing", "rtu", "timeout", "2s");
  }
}
