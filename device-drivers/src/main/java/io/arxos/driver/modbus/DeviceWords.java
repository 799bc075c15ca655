package io.arxos.driver.modbus;

import io.arxos.driver.Discovered.Identity;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Read Device Identification (Modbus Application Protocol, 6.21).
final class DeviceWords {
  /// Function 43, MEI type 14, basic identification from object 0 on.
  static final byte[] REQUEST = {0x2B, 0x0E, 0x01, 0x00};

  private static final int HEADER = 7;
  private static final int OBJECTS_MAX = 16;

  private DeviceWords() {}

  /// What could be read of an answer; any bytes are good enough.
  static Identity read(byte[] pdu) {
    if (pdu.length < HEADER || pdu[0] != 0x2B || pdu[1] != 0x0E) {
      return Identity.UNKNOWN;
    }
    Map<Integer, String> objects = new HashMap<>();
    int count = Math.min(pdu[6] & 0xFF, OBJECTS_MAX);
    int at = HEADER;
    for (int i = 0; i < count && at + 2 <= pdu.length; i++) {
      int length = Math.min(pdu[at + 1] & 0xFF, pdu.length - at - 2);
      objects.put(
          pdu[at] & 0xFF, new String(pdu, at + 2, length, StandardCharsets.ISO_8859_1).strip());
      at += 2 + length;
    }
    return new Identity(
        "",
        objects.getOrDefault(4, ""),
        objects.getOrDefault(0, ""),
        objects.getOrDefault(5, objects.getOrDefault(1, "")));
  }
}
