package io.arxos.driver.modbus;

import io.arxos.driver.Reading;
import java.util.Set;

/// Exception codes (Modbus Application Protocol, 7).
final class Refusals {
  static final int ILLEGAL_DATA_ADDRESS = 0x02;

  /// A serial gateway's own words for "the unit does not answer".
  static final Set<Integer> CODES_OF_SILENCE = Set.of(0x0A, 0x0B);

  private Refusals() {}

  static String name(int code) {
    return switch (code) {
      case 0x01 -> "illegal function";
      case 0x02 -> "illegal data address";
      case 0x03 -> "illegal data value";
      case 0x04 -> "device failure";
      case 0x05 -> "acknowledged, not done yet";
      case 0x06 -> "device busy";
      case 0x07 -> "negative acknowledge";
      case 0x08 -> "memory parity error";
      case 0x0A -> "gateway path unavailable";
      case 0x0B -> "gateway target device failed to respond";
      default -> "exception code " + code;
    };
  }

  static Reading reading(int code) {
    return CODES_OF_SILENCE.contains(code) ? Reading.down(name(code)) : Reading.fault(name(code));
  }
}
