package io.arxos.driver.modbus.register;

import java.util.Locale;
import java.util.Optional;

/// The order in which a value's bytes come over the line. A letter is a byte, A the most
/// significant, and the letters stand as the bytes come: `ABCD` is what the protocol means, `CDAB`
/// has the lower word first, `BADC` the bytes of each word swapped, `DCBA` both. The four apply to
/// values of any length; eight letters say the order of exactly four words, such as `CDABGHEF`.
///
/// @param letters a permutation of the first letters of the alphabet
public record RegisterOrder(String letters) {
  public static final RegisterOrder ABCD = new RegisterOrder("ABCD");
  public static final RegisterOrder CDAB = new RegisterOrder("CDAB");
  public static final RegisterOrder BADC = new RegisterOrder("BADC");
  public static final RegisterOrder DCBA = new RegisterOrder("DCBA");

  /// Letters in any case, or the words that manuals use; `little` is the lower word first. A plain
  /// "little-endian" is not taken: half of the makers mean `CDAB` by it and half `DCBA`.
  public static Optional<RegisterOrder> named(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    return switch (word.replaceAll("[ _-]", "")) {
      case "BIG", "BIGENDIAN", "MSWLSW", "MSW", "MSWFIRST", "HIGHFIRST", "AB", "ABCDEFGH" ->
          Optional.of(ABCD);
      case "LITTLE",
          "LSWMSW",
          "LSW",
          "LSWFIRST",
          "LOWFIRST",
          "WORDSWAPPED",
          "WORDSWAP",
          "GHEFCDAB",
          "LITTLEENDIANBYTESWAP" ->
          Optional.of(CDAB);
      case "BYTESWAPPED", "BYTESWAP", "BA", "BADCFEHG", "BIGENDIANBYTESWAP" -> Optional.of(BADC);
      case "HGFEDCBA", "REVERSED" -> Optional.of(DCBA);
      default -> isOrder(word) ? Optional.of(new RegisterOrder(word)) : Optional.empty();
    };
  }

  /// Whether it says where every byte of so many words is.
  public boolean fits(int words) {
    return general() || letters.length() == 2 * words;
  }

  /// The bytes with the most significant first. `words` must fit.
  byte[] arranged(byte[] wire) {
    byte[] value = new byte[wire.length];
    for (int i = 0; i < wire.length; i++) {
      value[place(i, wire.length)] = wire[i];
    }
    return value;
  }

  /// The bytes as they go over the line.
  byte[] onWire(byte[] value) {
    byte[] wire = new byte[value.length];
    for (int i = 0; i < value.length; i++) {
      wire[i] = value[place(i, value.length)];
    }
    return wire;
  }

  private boolean general() {
    return letters.equals("ABCD")
        || letters.equals("CDAB")
        || letters.equals("BADC")
        || letters.equals("DCBA");
  }

  private int place(int at, int bytes) {
    if (!general()) {
      return letters.charAt(at) - 'A';
    }
    int words = bytes / 2;
    boolean lowFirst = letters.equals("CDAB") || letters.equals("DCBA");
    boolean swapped = letters.equals("BADC") || letters.equals("DCBA");
    int word = lowFirst ? words - 1 - at / 2 : at / 2;
    return 2 * word + (swapped ? 1 - at % 2 : at % 2);
  }

  private static boolean isOrder(String word) {
    if (word.length() != 4 && word.length() != 6 && word.length() != 8) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.indexOf('A' + i) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return letters;
  }
}
