package io.arxos.driver.modbus.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import org.junit.jupiter.api.Test;

final class ShippedMapsTest {
  @Test
  void everyShippedMapIsRightAndNamesItsSource() {
    assertTrue(ShippedMaps.ids().size() >= 12, ShippedMaps.ids().toString());
    for (RegisterMap map : ShippedMaps.all()) {
      assertTrue(ShippedMaps.ids().contains(map.id()), map.id());
      assertTrue(!map.source().isEmpty() && !map.vendor().isEmpty(), map.id());
      for (MapPoint point : map.points()) {
        assertTrue(point.register().form().writable() || !point.writable(), point.name());
      }
    }
  }

  private static double read(String map, String point, int... words) {
    var register = ShippedMaps.find(map).orElseThrow().point(point).orElseThrow().register();
    var image = new RegisterImage();
    image.put(register.table(), register.address(), words);
    return ((Reading.Good) register.read(image)).value().number();
  }

  // Answers of real devices, as their makers' documents and users' logs show them.
  @Test
  void examplesOfTheMakersReadAsTheySay() {
    assertEquals(230.2, read("eastron-sdm630", "voltage-l1", 0x4366, 0x3333));
    assertEquals(230.5, read("carlo-gavazzi-em340", "voltage-l1", 2305, 0));
    assertEquals(-12.5, read("carlo-gavazzi-em340", "total-active-power", 0xFF83, 0xFFFF));
    assertEquals(1234567.89, read("abb-b23-b24", "import-energy", 0, 0, 0x075B, 0xCD15));
    assertEquals(-0.01, read("abb-b23-b24", "total-active-power", 0xFFFF, 0xFFFF));
    assertEquals(0.9, read("schneider-pm5000", "total-power-factor", 0x3F8C, 0xCCCD));
    assertEquals(2.5, read("siemens-pac3200", "import-energy-tariff-1", 0x4004, 0, 0, 0));
    assertEquals(50.0, read("belimo-mod", "position", 5000));
  }

  @Test
  void numbersOfAManualBecomeThoseOfTheLine() {
    var maps = ShippedMaps.find("schneider-iem3155").orElseThrow();
    assertEquals(3027, maps.point("voltage-l1").orElseThrow().register().address());
    assertEquals(
        Table.INPUT,
        ShippedMaps.find("sungrow-sg")
            .orElseThrow()
            .point("frequency")
            .orElseThrow()
            .register()
            .table());
    assertEquals(
        3,
        ShippedMaps.find("abb-ach580")
            .orElseThrow()
            .point("status-word")
            .orElseThrow()
            .register()
            .address());
  }
}
