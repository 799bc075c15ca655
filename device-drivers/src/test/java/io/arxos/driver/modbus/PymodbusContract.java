package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server of another implementation.
@NullUnmarked // a map without the asked key fails the test, as it should
abstract class PymodbusContract extends DriverContract {
  @TempDir private Path directory = Path.of("");
  private Pymodbus peer;

  /// As [Pymodbus#start] takes it.
  abstract String mode();

  abstract String place() throws Exception;

  @Override
  protected DriverFactory factory() {
    return new ModbusDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    peer = Pymodbus.start(mode(), place(), directory);
  }

  @Override
  protected void stopPeer() throws Exception {
    if (peer != null) {
      peer.close();
    }
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("table", "holding", "register", 0);
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("table", "coil", "register", 7);
  }

  @Override
  protected void sense(boolean value) throws Exception {
    peer.command("holding 0 " + (value ? 1 : 0));
  }

  @Override
  protected boolean written() throws Exception {
    return peer.command("coil 7").equals("coil 1");
  }

  @Test
  void aDriverThatOnlyReadsNeverWritesWhateverItIsAsked() throws Exception {
    var settings = new HashMap<>(settings());
    settings.put("read-only", true);
    Driver driver = create(settings, List.of(sensor(), output()));
    try (driver) {
      driver.open(sink);
      sense(true);
      awaitSensor(driver, true);
      assertInstanceOf(WriteResult.Refused.class, driver.write(OUTPUT, new Value.Bool(true)));
      assertEquals(List.of(), peer.writes);
    }
    Driver control = open();
    io.arxos.driver.Await.until(
        "the control writes",
        () -> control.write(OUTPUT, new Value.Bool(true)) instanceof WriteResult.Written);
    io.arxos.driver.Await.until("the peer tells writes", () -> peer.writes.size() == 1);
  }

  @Test
  void aRegisterThatIsNotThereIsRefusedByItsCode() throws Exception {
    var far = binding(UNKNOWN, Map.of("table", "holding", "register", 5000), false);
    try (Driver driver = create(settings(), List.of(sensor(), far))) {
      driver.open(sink);
      sense(true);
      awaitSensor(driver, true);
      assertEquals(Reading.fault("illegal data address"), read(driver, UNKNOWN));
    }
  }
}
