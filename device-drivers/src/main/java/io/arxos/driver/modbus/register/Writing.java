package io.arxos.driver.modbus.register;

import io.arxos.driver.Settings;
import org.jspecify.annotations.Nullable;

/// By which function codes a value is written.
public enum Writing {
  /// 5 for one coil, 6 for one register, 15 and 16 for more. A part of a register is read, changed
  /// and written.
  SINGLE,
  /// 15 and 16 for one coil or register too.
  MULTIPLE,
  /// 22: the device itself changes the bits of a mask and leaves the others. For parts only.
  MASK;

  /// What is said at `write`, or what fits the form.
  ///
  /// @param otherwise for whole values, when nothing is said
  public static Writing of(Settings section, Form form, @Nullable Writing otherwise) {
    boolean part = form.bits().mask().isPresent();
    Writing usual = otherwise == null ? SINGLE : otherwise;
    Writing said = section.choice("write", Writing.class, part && otherwise == null ? MASK : usual);
    if (said != MASK || part) {
      return said;
    }
    if (section.has("write")) {
      section.problem("write", "write is mask, and this is no bit or mask of a register");
    }
    return SINGLE;
  }
}
