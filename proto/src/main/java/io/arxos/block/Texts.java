package io.arxos.block;

import java.nio.charset.StandardCharsets;

/// Texts as a length in bytes and UTF-8.
final class Texts {
  private Texts() {}

  static byte[] utf8(String text, int bytesMax) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > bytesMax) {
      throw new IllegalArgumentException(
          "a text of " + bytes.length + " bytes; at most " + bytesMax);
    }
    return bytes;
  }

  static void write(ByteSink sink, String text, int bytesMax) {
    byte[] bytes = utf8(text, bytesMax);
    sink.varint(bytes.length);
    sink.put(bytes, 0, bytes.length);
  }

  static String read(ByteSource source, int bytesMax) throws BadBlock {
    int length = source.varint(0, Math.min(bytesMax, source.left()), "the length of a text");
    byte[] bytes = new byte[length];
    source.copy(length, bytes, 0);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
