package io.arxos.block;

import java.nio.charset.StandardCharsets;

/// Texts as UTF-8, of bounded length.
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
}
