package io.arxos.driver.modbus;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.map.MapPoint;
import io.arxos.driver.modbus.map.RegisterMap;
import io.arxos.driver.modbus.map.RegisterReader;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.Table;
import io.arxos.driver.modbus.register.Writing;
import java.util.Optional;

/// One point and where it lies.
///
/// @param unit 0..255
record ModbusPoint(PointId id, int unit, Register register, Writing writing) {
  private static final Register HARMLESS =
      Register.of(Table.HOLDING, 0, Form.of(RegisterType.UINT16, 1));

  /// One that nobody writes.
  static ModbusPoint read(PointId id, int unit, Register register) {
    return new ModbusPoint(id, unit, register, Writing.SINGLE);
  }

  /// Reads a point's address; mistakes are reported to it.
  static ModbusPoint of(PointBinding binding, MapLibrary maps) {
    Settings address = binding.address();
    int unit = (int) address.integer("unit-id", 0, 255, 1);
    ModbusPoint point =
        address.has("map") ? mapped(binding, unit, maps) : plain(binding.point(), unit, address);
    Register register = point.register();
    if (binding.writable() && !register.table().writable()) {
      address.problem("table", "table " + register.table() + " cannot be written");
    } else if (binding.writable() && !register.form().writable()) {
      address.problem(
          "type",
          "a part of a register or a "
              + register.form().type()
              + " of this form cannot be written");
    }
    address.done();
    return point;
  }

  private static ModbusPoint plain(PointId id, int unit, Settings address) {
    Register register = RegisterReader.read(address, RegisterReader.Defaults.NONE);
    return new ModbusPoint(id, unit, register, Writing.of(address, register.form(), null));
  }

  private static ModbusPoint mapped(PointBinding binding, int unit, MapLibrary maps) {
    Settings address = binding.address();
    String name = address.text("map");
    String wanted = address.text("point");
    Optional<RegisterMap> map = maps.find(name, address);
    Optional<MapPoint> found = map.flatMap(known -> known.point(wanted));
    if (map.isPresent() && found.isEmpty()) {
      address.problem(
          "point",
          "the map "
              + name
              + " has no point "
              + wanted
              + "; "
              + Settings.suggestion(
                  wanted, map.get().points().stream().map(MapPoint::name).toList()));
    }
    found
        .filter(point -> binding.writable() && !point.writable())
        .ifPresent(_ -> address.problem("point", "the map says that " + wanted + " is read-only"));
    Register register = found.map(MapPoint::register).orElse(HARMLESS);
    Writing usual = found.map(MapPoint::writing).orElse(Writing.SINGLE);
    return new ModbusPoint(
        binding.point(), unit, register, Writing.of(address, register.form(), usual));
  }
}
