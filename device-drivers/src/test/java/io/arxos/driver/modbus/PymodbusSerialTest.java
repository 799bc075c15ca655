package io.arxos.driver.modbus;

import io.arxos.driver.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// RTU on a serial line, which here is a pair of pseudo terminals. Runs where python3-pymodbus,
/// python3-serial-asyncio and socat are installed.
@EnabledIf("installed")
@NullUnmarked
final class PymodbusSerialTest extends PymodbusContract {
  @TempDir private Path ports = Path.of("");
  private Process line;

  static boolean installed() {
    return Pymodbus.socatInstalled();
  }

  @Override
  String mode() {
    return "serial";
  }

  @Override
  String place() throws Exception {
    if (line != null) {
      return ports.resolve("b").toString(); // the cable stays when the device is switched off
    }
    line =
        new ProcessBuilder("socat", terminal("a"), terminal("b"))
            .redirectError(ports.resolve("socat.log").toFile())
            .start();
    Await.until(
        "the line is there",
        () -> Files.exists(ports.resolve("a")) && Files.exists(ports.resolve("b")));
    return ports.resolve("b").toString();
  }

  private String terminal(String name) {
    return "pty,raw,echo=0,link=" + ports.resolve(name);
  }

  @AfterEach
  void pullTheCable() throws Exception {
    line.destroy();
    line.waitFor();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of(
        "serial", ports.resolve("a").toString(), "parity", "none", "stop-bits", 1, "timeout", "2s");
  }
}
