package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.Table;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a unit is taken for.
final class DiscoveryTest {
  private final RegisterImage device = new RegisterImage();

  private Answer ask(int unit, ModbusRequestPdu request) {
    assertEquals(3, unit);
    return switch (request) {
      case ReadHoldingRegistersRequest(int first, int count) -> answer(Table.HOLDING, first, count);
      case ReadInputRegistersRequest(int first, int count) -> answer(Table.INPUT, first, count);
      default -> new Answer.Refusal(1, "illegal function");
    };
  }

  private Answer answer(Table table, int first, int count) {
    return device.words(table, first, count) instanceof RegisterImage.Words(byte[] wire)
        ? new Answer.Data(wire)
        : new Answer.Refusal(2, "illegal data address");
  }

  private Identification identification() {
    return new Identification(this::ask, 3, () -> true);
  }

  private static DiscoveredPoint point(Discovered found, String name) {
    return found.points().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /// What the driver makes of a discovered address when it is put into the site file.
  private Reading added(DiscoveredPoint point) throws InterruptedException {
    var address =
        Settings.of(
            point.address(),
            problem -> {
              throw new AssertionError(problem.toString());
            });
    var id = new PointId("site/found/point");
    ModbusPoint own = ModbusPoint.of(new PointBinding(id, address, false), new MapLibrary());
    var fetcher =
        new Fetcher(
            this::ask,
            new RegisterSpan.Rules(0, 125),
            new Holes(io.arxos.driver.Clock.system(), new java.util.Random(1)));
    return own.register()
        .read(fetcher.fetch(java.util.List.of(own)).getOrDefault(3, new RegisterImage()));
  }

  @Test
  void aSunspecDeviceSaysItselfWhatItIs() throws Exception {
    int[] words = new int[2 + 67 + 52 + 2];
    words[0] = 0x5375;
    words[1] = 0x6E53;
    words[2] = 1;
    words[3] = 65;
    words[4] = 'S' << 8 | 'M';
    words[5] = 'A' << 8;
    words[69] = 103;
    words[70] = 50;
    words[71 + 12] = 0xFF38; // W
    words[71 + 13] = 1; // W_SF
    words[71 + 36] = 4; // St
    words[121] = 0xFFFF;
    device.put(Table.HOLDING, 40000, words);
    Discovered found = identification().sunspec().orElseThrow();
    assertEquals("SMA", found.device().vendor());
    assertEquals("unit-id 3", found.address());
    DiscoveredPoint power = point(found, "Watts");
    assertEquals(Reading.good(new Value.Num(-2000)), power.now());
    assertEquals("W", power.meaning().unit());
    assertEquals(power.now(), added(power));
    DiscoveredPoint state = point(found, "Operating State");
    assertEquals(Reading.good(new Value.Text("MPPT")), state.now());
    assertEquals(state.now(), added(state));
  }

  @Test
  void aKnownKindIsToldByItsMarks() throws Exception {
    device.put(Table.HOLDING, 11, new int[] {341});
    device.put(Table.INPUT, 0, new int[82]);
    device.put(Table.INPUT, 40, new int[] {12345, 0});
    Discovered found = identification().byMap().orElseThrow();
    assertEquals("Carlo Gavazzi", found.device().vendor());
    assertTrue(found.confidence() > 0.9);
    DiscoveredPoint power = point(found, "total-active-power");
    assertEquals(Reading.good(new Value.Num(1234.5)), power.now());
    assertEquals(
        Map.of("unit-id", 3, "map", "carlo-gavazzi-em340", "point", "total-active-power"),
        power.address());
    assertEquals(power.now(), added(power));
    device.put(Table.HOLDING, 11, new int[] {9});
    assertTrue(identification().byMap().isEmpty(), "the control has another mark");
  }

  @Test
  void aDeviceOfAnyOtherKindIsNotGuessed() throws Exception {
    device.put(Table.HOLDING, 0, new int[1000]);
    assertTrue(identification().sunspec().isEmpty());
    assertTrue(identification().byMap().isEmpty());
  }

  // Modbus Application Protocol, 6.21: the answer of its example.
  @Test
  void theOwnWordsOfADeviceAreRead() {
    byte[] answer = {
      0x2B, 0x0E, 0x01, 0x01, 0x00, 0x00, 0x03, 0x00, 0x04, 'A', 'c', 'm', 'e', 0x01, 0x02, 'X',
      '1', 0x02, 0x03, 'V', '2', '1',
    };
    assertEquals(new Discovered.Identity("", "", "Acme", "X1"), DeviceWords.read(answer));
    for (int length = 0; length <= answer.length; length++) {
      DeviceWords.read(java.util.Arrays.copyOf(answer, length)); // any bytes are good enough
    }
  }
}
