package io.arxos.cloud.history;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Several blocks in one column: each behind its length in four bytes, big endian.
public final class Payloads {
  private Payloads() {}

  static void append(ByteArrayOutputStream to, byte[] block) {
    to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(block.length).array());
    to.writeBytes(block);
  }

  /// @throws IllegalArgumentException when the bytes are not a whole number of blocks
  public static List<byte[]> split(byte[] column) {
    var blocks = new ArrayList<byte[]>();
    var bytes = ByteBuffer.wrap(column);
    while (bytes.hasRemaining()) {
      int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw new IllegalArgumentException("the blocks do not end where the column ends");
      }
      var block = new byte[length];
      bytes.get(block);
      blocks.add(block);
    }
    return blocks;
  }
}
