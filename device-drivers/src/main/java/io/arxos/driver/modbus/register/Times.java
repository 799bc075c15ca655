package io.arxos.driver.modbus.register;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// Dates in registers. A device that counts in UTC gives an instant (`…Z`); one that shows a
/// calendar gives its local time, whose zone nobody says.
final class Times {
  private static final long SECONDS_1970_TO_2000 = 946_684_800L;

  private Times() {}

  static Raw decode(RegisterType type, byte[] bytes) {
    try {
      return new Raw.Text(
          switch (type) {
            case UNIX32 -> Instant.ofEpochSecond(unsigned(bytes)).toString();
            case UNIX_MILLIS64 -> Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong()).toString();
            case SECONDS_SINCE_2000 ->
                Instant.ofEpochSecond(unsigned(bytes) + SECONDS_1970_TO_2000).toString();
            case DATETIME6 -> shown(calendar(bytes));
            case DATETIME3 -> shown(packed(bytes));
            default -> shown(iec(bytes));
          });
    } catch (DateTimeException _) {
      return new Raw.None("not a date");
    }
  }

  private static long unsigned(byte[] bytes) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
  }

  private static LocalDateTime calendar(byte[] bytes) {
    int year = word(bytes, 0);
    return LocalDateTime.of(
        year < 100 ? 2000 + year : year,
        word(bytes, 1),
        word(bytes, 2),
        word(bytes, 3),
        word(bytes, 4),
        word(bytes, 5));
  }

  private static LocalDateTime packed(byte[] bytes) {
    return LocalDateTime.of(
        1900 + (bytes[2] & 0xFF),
        bytes[0] & 0xFF,
        bytes[1] & 0xFF,
        bytes[3] & 0xFF,
        bytes[4] & 0xFF,
        bytes[5] & 0xFF);
  }

  // Bits by IEC 60870-5-4: year 0-6; month 8-11, weekday 5-7, day 0-4; hour 8-12, minute 0-5;
  // milliseconds of the minute.
  private static LocalDateTime iec(byte[] bytes) {
    int millis = word(bytes, 3);
    return LocalDateTime.of(
        2000 + (word(bytes, 0) & 0x7F),
        (word(bytes, 1) >> 8) & 0x0F,
        word(bytes, 1) & 0x1F,
        (word(bytes, 2) >> 8) & 0x1F,
        word(bytes, 2) & 0x3F,
        millis / 1000,
        millis % 1000 * 1_000_000);
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[2 * at] & 0xFF) << 8) | (bytes[2 * at + 1] & 0xFF);
  }

  private static String shown(LocalDateTime time) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }
}
