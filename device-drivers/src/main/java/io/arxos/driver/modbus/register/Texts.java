package io.arxos.driver.modbus.register;

import io.arxos.driver.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Texts and addresses in registers.
final class Texts {
  private Texts() {}

  static Raw decode(RegisterType type, byte[] bytes) {
    return switch (type) {
      case WIDE_STRING -> {
        byte[] narrow = new byte[bytes.length / 2];
        for (int i = 0; i < narrow.length; i++) {
          narrow[i] = bytes[2 * i + 1];
        }
        yield text(narrow);
      }
      case IPV4 ->
          new Raw.Text(
              (bytes[0] & 0xFF)
                  + "."
                  + (bytes[1] & 0xFF)
                  + "."
                  + (bytes[2] & 0xFF)
                  + "."
                  + (bytes[3] & 0xFF));
      case IPV6 -> {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 2) {
          int group = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
          text.append(at == 0 ? "" : ":").append(Integer.toHexString(group));
        }
        yield new Raw.Text(text.toString());
      }
      case EUI48 -> // the lower six of eight bytes
          new Raw.Text(
              HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes, 2, bytes.length));
      default -> text(bytes);
    };
  }

  /// Cut at the first NUL after the beginning; spaces, and bytes of an erased memory, fall away.
  private static Raw text(byte[] bytes) {
    int from = 0;
    while (from < bytes.length && bytes[from] == 0) {
      from++;
    }
    int to = from;
    while (to < bytes.length && bytes[to] != 0) {
      to++;
    }
    while (to > from && bytes[to - 1] == (byte) 0xFF) {
      to--;
    }
    return new Raw.Text(bounded(characters(Arrays.copyOfRange(bytes, from, to)).strip()));
  }

  private static String characters(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static String bounded(String text) {
    // at most three bytes of UTF-8 to each of these characters
    return text.length() <= Value.TEXT_BYTES_MAX / 3
        ? text
        : text.substring(0, Value.TEXT_BYTES_MAX / 3);
  }

  /// The bytes of a text, filled up with NUL; empty when it is too long.
  static Optional<byte[]> encode(String text, int words) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > 2 * words
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(bytes, 2 * words));
  }
}
