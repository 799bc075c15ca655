package io.arxos.driver.modbus;

import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.RawWords;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import java.util.Optional;
import java.util.Set;

/// Hands the line doctor the bytes of plain numbers of several registers, so that it can try other
/// orders of their words.
final class WordEvidence {
  private static final Set<String> ORDERS = Set.of("ABCD", "CDAB", "BADC", "DCBA");

  private WordEvidence() {}

  static void note(DeviceStats device, ModbusPoint point, RegisterImage image) {
    Register register = point.register();
    Form form = register.form();
    Optional<RawWords.Form> number = number(form);
    if (number.isEmpty()
        || register.scale().isPresent()
        || !form.bits().equals(Form.Bits.ALL)
        || form.scaling().offset().signum() != 0
        || !ORDERS.contains(form.order().letters())) {
      return;
    }
    if (image.words(register.table(), register.address(), form.words())
        instanceof RegisterImage.Words(byte[] wire)) {
      double scale = form.scaling().scale().doubleValue() / form.scaling().divisor().doubleValue();
      device.words(point.id().path(), number.get(), form.order().letters(), scale, wire);
    }
  }

  private static Optional<RawWords.Form> number(Form form) {
    return switch (form.type()) {
      case INT32 -> Optional.of(RawWords.Form.INT32);
      case UINT32 -> Optional.of(RawWords.Form.UINT32);
      case FLOAT32 -> Optional.of(RawWords.Form.FLOAT32);
      case INT64 -> Optional.of(RawWords.Form.INT64);
      case UINT64 -> Optional.of(RawWords.Form.UINT64);
      case FLOAT64 -> Optional.of(RawWords.Form.FLOAT64);
      default -> Optional.empty();
    };
  }
}
