package io.arxos.driver.modbus;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.RegisterType.WordOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// One point and where it lies.
///
/// @param unit 0..255
/// @param register zero-based, 0..65535
record ModbusPoint(
    PointId id, int unit, Table table, int register, RegisterType type, Scaling scaling) {
  static final int REGISTER_MAX = 0xFFFF;

  /// The four address spaces (Modbus Application Protocol, 4.3).
  enum Table {
    HOLDING,
    INPUT,
    COIL,
    DISCRETE;

    boolean bits() {
      return this == COIL || this == DISCRETE;
    }

    boolean writable() {
      return this == HOLDING || this == COIL;
    }
  }

  /// From the raw number to the value.
  ///
  /// @param scale value = raw × scale + offset; not 0
  record Scaling(WordOrder order, BigDecimal scale, BigDecimal offset) {
    boolean none() {
      return scale.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
    }
  }

  static ModbusPoint of(PointBinding binding) {
    Settings address = binding.address();
    int unit = (int) address.integer("unit-id", 0, 255, 1);
    Table table = address.choice("table", Table.class, null);
    int register = (int) address.integer("register", 0, REGISTER_MAX);
    RegisterType type =
        address.choice(
            "type", RegisterType.class, table.bits() ? RegisterType.BOOL : RegisterType.UINT16);
    var scaling =
        new Scaling(
            address.choice("word-order", WordOrder.class, WordOrder.BIG),
            BigDecimal.valueOf(address.number("scale", 1)),
            BigDecimal.valueOf(address.number("offset", 0)));
    if (table.bits() && type != RegisterType.BOOL) {
      address.problem("type", "a " + lower(table) + " is one bit; its type must be bool");
    }
    if (register + type.words - 1 > REGISTER_MAX) {
      address.problem("register", "the second register of a 32-bit value would be 65536");
    }
    if (scaling.scale().signum() == 0) {
      address.problem("scale", "scale must not be 0");
    }
    if (type == RegisterType.BOOL && !scaling.none()) {
      address.problem("scale", "a bool has neither scale nor offset");
    }
    if (binding.writable() && !table.writable()) {
      address.problem("table", "table " + lower(table) + " cannot be written");
    }
    address.done();
    return new ModbusPoint(binding.point(), unit, table, register, type, scaling);
  }

  int end() {
    return register + type.words;
  }

  /// @param bytes the registers of a reply, two bytes each
  /// @param first the register that the reply begins with
  Reading read(byte[] bytes, int first) {
    Optional<BigDecimal> raw = type.decode(bytes, 2 * (register - first), scaling.order());
    if (raw.isEmpty()) {
      return Reading.fault("not a finite number");
    }
    if (type == RegisterType.BOOL) {
      return Reading.good(new Value.Bool(raw.get().signum() != 0));
    }
    if (scaling.none() && type != RegisterType.FLOAT32) {
      return Reading.good(new Value.Int(raw.get().longValueExact()));
    }
    double value = raw.get().multiply(scaling.scale()).add(scaling.offset()).doubleValue();
    return Double.isFinite(value)
        ? Reading.good(new Value.Num(value))
        : Reading.fault("not a finite number");
  }

  /// The bytes to write; empty when the value does not fit.
  Optional<byte[]> bytes(double value) {
    BigDecimal raw =
        BigDecimal.valueOf(value)
            .subtract(scaling.offset())
            .divide(scaling.scale(), MathContext.DECIMAL64);
    return type.encode(raw, scaling.order());
  }

  private static String lower(Table table) {
    return table.name().toLowerCase(java.util.Locale.ROOT);
  }
}
