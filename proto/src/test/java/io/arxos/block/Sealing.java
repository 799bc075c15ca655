package io.arxos.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Gives damaged bytes a right checksum, by the written description and not by the codec's code.
final class Sealing {
  private Sealing() {}

  static void seal(byte[] payload) {
    var crc = new CRC32C();
    crc.update(payload, 0, 1);
    crc.update(payload, 5, payload.length - 5);
    ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putInt(1, (int) crc.getValue());
  }
}
