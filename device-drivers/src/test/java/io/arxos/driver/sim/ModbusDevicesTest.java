package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.modbus.ModbusDriverFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The field bus, asked by the product's own driver with the addresses of the site file, and by a
/// plain Modbus client.
final class ModbusDevicesTest {
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static Simulation simulation;

  @BeforeAll
  static void start() throws Exception {
    var plan = new Simulation.Plan(1, Instant.now(), 1);
    simulation = Simulation.start(plan, Simulation.Ports.ANY, Clock.system());
  }

  @AfterAll
  static void stop() {
    simulation.close();
  }

  @Test
  void everyAddressOfTheSiteFileLeadsToItsValue() throws Exception {
    List<SiteYaml.Point> points =
        SiteYaml.hofgarten().points().stream()
            .filter(point -> point.driver().equals("field-bus"))
            .toList();
    assertTrue(points.size() > 25);
    List<Problem> problems = new ArrayList<>();
    List<PointBinding> bindings =
        points.stream()
            .map(point ->
                new PointBinding(
                    new PointId(point.path()),
                    Settings.of(point.address(), problems::add),
                    point.kind().equals("command")))
            .toList();
    var keys = Map.of("id", "field-bus", "host", "127.0.0.1", "port", port());
    try (Driver driver =
        new ModbusDriverFactory().create(Settings.of(keys, problems::add), bindings)) {
      assertEquals(List.of(), problems);
      driver.open(new IgnoringSink());
      for (PointBinding binding : bindings) {
        String path = binding.point().path();
        String inside = path.substring(path.indexOf('/') + 1);
        Await.until(
            path,
            () ->
                driver.read(Set.of(binding.point())).get(binding.point())
                        instanceof Reading.Good(Value value, _)
                    && Math.abs(value.number() - simulation.building().number(inside)) < 1e-3);
      }
      var valve = new PointId("hofgarten/room-105/radiator-valve");
      WriteResult written = driver.write(valve, new Value.Num(62.5));
      assertEquals(62.5, simulation.building().number("room-105/radiator-valve"), written + "");
      assertEquals(Reading.good(new Value.Num(62.5)), driver.read(Set.of(valve)).get(valve));
    }
  }

  @Test
  void aBuildingOfItsOwnTimeServesTheRecordedMinute() {
    var clock = new ManualClock(START);
    var building = Buildings.live(START, clock, 30);
    building.advance();
    // Row "9/21/2017 12:00": 59.69 °F supply air, cooling valve 31 %
    assertEquals(59.69, building.number("ahu-1/supply-air-temp"));
    assertEquals(31, building.number("ahu-1/cooling-valve"));
    clock.advanceSeconds(20);
    building.advance();
    var minute = java.time.Duration.ofMinutes(10);
    assertEquals(12 + minute.toMinutes() / 60.0, building.number("simulation/time-of-day"), 1e-3);
  }

  @Test
  void whatADeviceDoesNotHaveIsAnExceptionAndNotAZero() throws Exception {
    ModbusTcpClient client = client();
    try {
      client.connect();
      assertEquals(
          ExceptionCode.ILLEGAL_DATA_ADDRESS, refusal(() -> read(client, 1, 13, 1)), "beyond");
      assertEquals(
          ExceptionCode.ILLEGAL_DATA_ADDRESS, refusal(() -> read(client, 4, 2, 1)), "half a value");
      assertEquals(
          ExceptionCode.GATEWAY_TARGET_DEVICE_FAILED_TO_RESPONSE,
          refusal(() -> read(client, 9, 0, 1)));
      assertEquals(
          ExceptionCode.ILLEGAL_DATA_VALUE,
          refusal(() -> client.writeSingleRegister(2, new WriteSingleRegisterRequest(100, 1001))));
      assertEquals(
          ExceptionCode.ILLEGAL_FUNCTION,
          refusal(
              () -> client.readCoils(2, new com.digitalpetri.modbus.pdu.ReadCoilsRequest(0, 1))));
    } finally {
      client.disconnect();
    }
  }

  @Test
  void manyValvesAreWrittenAtOnceOrNotAtAll() throws Exception {
    ModbusTcpClient client = client();
    try {
      client.connect();
      byte[] two = {0, 100, 0x01, (byte) 0xF4}; // 10.0 % and 50.0 %
      client.writeMultipleRegisters(2, new WriteMultipleRegistersRequest(100, 2, two));
      byte[] back =
          client.readHoldingRegisters(2, new ReadHoldingRegistersRequest(100, 2)).registers();
      assertEquals(List.of(100, 500), words(back));
      byte[] wrong = {0, 1, 0x7F, 0};
      assertEquals(
          ExceptionCode.ILLEGAL_DATA_VALUE,
          refusal(() ->
              client.writeMultipleRegisters(2, new WriteMultipleRegistersRequest(100, 2, wrong))));
      assertEquals(10, simulation.building().number("room-101/radiator-valve"));
    } finally {
      client.disconnect();
    }
  }

  private static List<Integer> words(byte[] bytes) {
    return java.util.stream.IntStream.range(0, bytes.length / 2)
        .mapToObj(i -> (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF)
        .collect(Collectors.toList());
  }

  private static void read(ModbusTcpClient client, int unit, int register, int count)
      throws Exception {
    client.readInputRegisters(unit, new ReadInputRegistersRequest(register, count));
  }

  private static ExceptionCode refusal(org.junit.jupiter.api.function.Executable request) {
    int code = assertThrows(ModbusResponseException.class, request).getExceptionCode();
    return ExceptionCode.from(code).orElseThrow();
  }

  private static ModbusTcpClient client() {
    return ModbusTcpClient.create(
        NettyTcpClientTransport.create(config -> config.setHostname("127.0.0.1").setPort(port())));
  }

  private static int port() {
    return simulation.port("modbus");
  }
}
