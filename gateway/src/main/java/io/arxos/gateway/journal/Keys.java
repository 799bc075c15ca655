package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Storage.Table;
import java.nio.ByteBuffer;

/// Keys, highest byte first so that they sort as numbers.
///
/// ```text
/// lane tables   start counter (8) · first sequence (8)      → block
/// META          'h' · start counter (8)                     → header
///               'l' · start counter (8) · lane (1)          → last synced sequence (8)
///               't' · start counter (8) · lane (1)          → last trimmed sequence (8)
///               'g' · start counter (8) · lane (1) · first  → gap record
/// ```
final class Keys {
  static final byte HEADER = 'h';
  static final byte LAST = 'l';
  static final byte TRIMMED = 't';
  static final byte GAP = 'g';

  private Keys() {}

  static byte[] block(long startCounter, long first) {
    return ByteBuffer.allocate(16).putLong(startCounter).putLong(first).array();
  }

  static byte[] header(long startCounter) {
    return ByteBuffer.allocate(9).put(HEADER).putLong(startCounter).array();
  }

  static byte[] mark(byte kind, long startCounter, Lane lane) {
    return ByteBuffer.allocate(10)
        .put(kind)
        .putLong(startCounter)
        .put((byte) lane.ordinal())
        .array();
  }

  static byte[] gap(long startCounter, Lane lane, long first) {
    return ByteBuffer.allocate(18)
        .put(GAP)
        .putLong(startCounter)
        .put((byte) lane.ordinal())
        .putLong(first)
        .array();
  }

  /// Whether an entry of [Table#META] is one that this version writes, by its lengths and lane.
  static boolean isBookkeeping(Storage.Entry entry) {
    byte[] key = entry.key();
    return switch (key.length == 0 ? 0 : key[0]) {
      case HEADER -> key.length == 9;
      case LAST, TRIMMED -> key.length == 10 && isLane(key[9]) && entry.value().length == 8;
      case GAP -> key.length == 18 && isLane(key[9]);
      default -> false;
    };
  }

  private static boolean isLane(byte number) {
    return number >= 0 && number < Lane.values().length;
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static long number(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  static Table table(Lane lane) {
    return switch (lane) {
      case ALARM -> Table.ALARM;
      case TELEMETRY -> Table.TELEMETRY;
    };
  }
}
