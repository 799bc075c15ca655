package io.arxos.driver.senml;

import java.time.Instant;
import java.util.List;

/// What the bytes of a pack say.
public sealed interface SenmlPack {
  int BYTES_MAX = 64 * 1024;
  int RECORDS_MAX = 2_000;

  /// In the order of the pack.
  record Records(List<SenmlRecord> records) implements SenmlPack {
    public Records {
      records = List.copyOf(records);
    }
  }

  /// @param reason for people and for counting, without changing parts
  record Malformed(String reason) implements SenmlPack {}

  /// Reads a whole pack.
  ///
  /// @param now when it was received
  static SenmlPack parse(byte[] bytes, boolean cbor, Instant now) {
    return PackReader.read(bytes, cbor, now, false);
  }

  /// Reads what there is of a stream (SenSML): a pack whose end may not have come yet.
  static SenmlPack stream(byte[] bytes, boolean cbor, Instant now) {
    return PackReader.read(bytes, cbor, now, true);
  }

  /// Whether bytes begin like a pack in CBOR; one in JSON never does.
  static boolean looksLikeCbor(byte[] bytes) {
    boolean tagged =
        bytes.length > 3
            && (bytes[0] & 0xFF) == 0xD9
            && (bytes[1] & 0xFF) == 0xD9
            && (bytes[2] & 0xFF) == 0xF7; // "self-described CBOR", RFC 8949, 3.4.6
    int first = bytes.length == 0 ? 0 : bytes[tagged ? 3 : 0] & 0xE0;
    return first == 0x80;
  }
}
