package io.arxos.driver.gpio.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneWireTest {
  private static final String ID = "28-0316a2798aff";

  @TempDir private Path devices = Path.of("");

  @Test
  void theKernelsTwoLinesAreRead() throws IOException {
    assertEquals(
        Reading.good(new Value.Num(23.125)),
        slave("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n"));
    assertEquals(
        Reading.good(new Value.Num(-10.125)),
        slave("5e ff 4b 46 7f ff 02 10 57 : crc=57 YES\n5e ff 4b 46 7f ff 02 10 57 t=-10125\n"));
    assertEquals(
        Reading.fault("wrong checksum"),
        slave("72 01 4b 46 7f ff 0e 10 57 : crc=00 NO\n72 01 4b 46 7f ff 0e 10 57 t=23125\n"));
    assertEquals(
        Reading.down("the chip does not answer"),
        slave("00 00 00 00 00 00 00 00 00 : crc=00 YES\n00 00 00 00 00 00 00 00 00 t=0\n"));
    assertEquals(Reading.down("the chip does not answer"), slave(""));
    assertEquals(Reading.fault("no temperature in the answer"), slave("crc=57 YES\nt=x\n"));
  }

  @Test
  void valuesThatAreNoneHaveTheirReason() throws IOException {
    assertTrue(temperature("85000\n") instanceof Reading.Bad bad && bad.reason().contains("85 °C"));
    assertTrue(
        temperature("-127000\n") instanceof Reading.Bad bad && bad.reason().contains("-127 °C"));
    assertEquals(Reading.fault("outside what the chip can measure"), temperature("125001"));
    assertEquals(Reading.good(new Value.Num(84.937)), temperature("84937\n"));
    assertEquals(Reading.down("the chip does not answer"), temperature(""));
    assertEquals(
        Reading.down("the chip does not answer"), new OneWire(devices).read("28-000000000000"));
  }

  @Test
  void thermometersAreFoundAndOthersAreNot() throws IOException {
    temperature("21000");
    Files.createDirectory(devices.resolve("w1_bus_master1"));
    Files.createDirectory(devices.resolve("29-000000000001"));
    var found = new OneWire(devices).scan();
    assertEquals(1, found.size());
    assertEquals("w1 " + ID, found.getFirst().address());
    assertEquals(Reading.good(new Value.Num(21)), found.getFirst().points().getFirst().now());
    assertTrue(new OneWire(devices.resolve("none")).scan().isEmpty());
  }

  private Reading slave(String text) throws IOException {
    Files.createDirectories(devices.resolve(ID));
    Files.writeString(devices.resolve(ID).resolve("w1_slave"), text);
    return new OneWire(devices).read(ID);
  }

  private Reading temperature(String text) throws IOException {
    Files.createDirectories(devices.resolve(ID));
    Files.writeString(devices.resolve(ID).resolve("temperature"), text);
    return new OneWire(devices).read(ID);
  }
}
