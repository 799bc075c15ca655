package io.arxos.driver.sim;

import io.arxos.driver.sim.Register.Form;
import java.util.ArrayList;
import java.util.List;

/// Which value lies where on the field bus. The site file says the same from the other side, and a
/// test reads every point of it.
///
/// | unit | device | input registers | holding registers | discrete inputs |
/// |---|---|---|---|---|
/// | 1 | air handler | 0..5 temperatures 0.01 °F, 6..12 signals 0.1 % | – | 0 fan, 1 occupied |
/// | 2 | radiator valves | 100..105 position 0.1 % | 100..105 command 0.1 % | – |
/// | 3 | plant | 0 supply, 1 return 0.1 °C, 2 heat 0.01 kW | – | – |
/// | 4 | meter | 0 power kW (float32), 2 energy 0.01 kWh (uint32) | – | – |
final class RegisterMap {
  static final int AIR_HANDLER = 1;
  static final int VALVES = 2;
  static final int PLANT = 3;
  static final int METER = 4;
  static final int FIRST_VALVE = 100;

  private static final List<String> TEMPERATURES =
      List.of(
          "supply-air-temp",
          "supply-air-heating-setpoint",
          "supply-air-cooling-setpoint",
          "outdoor-air-temp",
          "mixed-air-temp",
          "return-air-temp");
  private static final List<String> SIGNALS =
      List.of(
          "supply-fan-speed",
          "outdoor-damper",
          "outdoor-damper-position",
          "return-damper",
          "exhaust-damper",
          "cooling-valve",
          "heating-valve");
  private static final List<String> STATES = List.of("supply-fan", "occupied");

  private RegisterMap() {}

  static List<Register> inputs(List<Integer> rooms) {
    List<Register> map = new ArrayList<>();
    for (int i = 0; i < TEMPERATURES.size(); i++) {
      map.add(new Register(AIR_HANDLER, i, Form.INT16, 0.01, "ahu-1/" + TEMPERATURES.get(i)));
    }
    for (int i = 0; i < SIGNALS.size(); i++) {
      int address = TEMPERATURES.size() + i;
      map.add(new Register(AIR_HANDLER, address, Form.INT16, 0.1, "ahu-1/" + SIGNALS.get(i)));
    }
    map.addAll(valves(rooms, "/valve-position"));
    map.add(new Register(PLANT, 0, Form.INT16, 0.1, "plant/supply-water-temp"));
    map.add(new Register(PLANT, 1, Form.INT16, 0.1, "plant/return-water-temp"));
    map.add(new Register(PLANT, 2, Form.UINT16, 0.01, "plant/heat-power"));
    map.add(new Register(METER, 0, Form.FLOAT32, 1, "meter/power"));
    map.add(new Register(METER, 2, Form.UINT32, 0.01, "meter/energy"));
    return map;
  }

  static List<Register> holdings(List<Integer> rooms) {
    return valves(rooms, "/radiator-valve");
  }

  /// By unit and address: the discrete inputs of the air handler, from 0.
  static List<String> states() {
    return STATES.stream().map(state -> "ahu-1/" + state).toList();
  }

  private static List<Register> valves(List<Integer> rooms, String point) {
    List<Register> map = new ArrayList<>();
    for (int i = 0; i < rooms.size(); i++) {
      String path = "room-" + rooms.get(i) + point;
      map.add(new Register(VALVES, FIRST_VALVE + i, Form.UINT16, 0.1, path));
    }
    return map;
  }
}
