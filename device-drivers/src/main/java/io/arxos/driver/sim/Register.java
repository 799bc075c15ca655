package io.arxos.driver.sim;

import java.nio.ByteBuffer;

/// One value in a Modbus device.
///
/// @param unit 1..247
/// @param address zero-based
/// @param scale value = raw × scale
/// @param path of the point, without the building
record Register(int unit, int address, Form form, double scale, String path) {
  /// How the value lies in 16-bit words, the more significant first.
  enum Form {
    INT16(1),
    UINT16(1),
    UINT32(2),
    FLOAT32(2);

    final int words;

    Form(int words) {
      this.words = words;
    }
  }

  static final int BYTES_PER_WORD = 2;

  byte[] encode(double value) {
    long raw = Math.round(value / scale);
    ByteBuffer bytes = ByteBuffer.allocate(form.words * BYTES_PER_WORD);
    switch (form) {
      case INT16 -> bytes.putShort((short) Math.clamp(raw, Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16 -> bytes.putShort((short) Math.clamp(raw, 0, 0xFFFF));
      case UINT32 -> bytes.putInt((int) Math.clamp(raw, 0, 0xFFFF_FFFFL));
      case FLOAT32 -> bytes.putFloat((float) (value / scale));
    }
    return bytes.array();
  }
}
