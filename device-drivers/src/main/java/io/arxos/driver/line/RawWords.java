package io.arxos.driver.line;

import java.util.List;

/// What a value of more than one register looked like on the wire, so that another order of its
/// words can be tried afterwards.
///
/// @param point its path
/// @param form how the driver reads it
/// @param order how the words are declared to lie: the order of the bytes A (highest) to D (H) such
///   as `ABCD`, `CDAB`, `BADC` or `DCBA`
/// @param scale value = raw × scale
/// @param samples the last distinct ones as they came, oldest first; each of [Form#bytes] bytes
public record RawWords(
    String point, Form form, String order, double scale, List<List<Byte>> samples) {
  public RawWords {
    samples = List.copyOf(samples);
  }

  /// The number types that lie in more than one register.
  public enum Form {
    INT32(4),
    UINT32(4),
    FLOAT32(4),
    INT64(8),
    UINT64(8),
    FLOAT64(8);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }
}
