package io.arxos.block;

import java.util.Arrays;

/// Samples of one lane, column by column, in order of their sequence. Filled once, then read; not
/// safe for threads that write.
///
/// A row is: point path, value, wall time (UTC µs), monotonic time (µs since an arbitrary place of
/// the incarnation), status byte, reason. The status byte holds the wire number of
/// `arxos.edge.v1.Status` in its low three bits and the flags above it.
public final class Columns {
  /// What kind of value a row has.
  public enum Kind {
    /// There is only a status.
    NONE,
    NUMBER,
    INTEGER,
    BOOLEAN,
    TEXT
  }

  public static final int STATUS_MASK = 0b0000_0111;
  public static final int OVERRIDDEN = 0b0000_1000;
  public static final int OUT_OF_SERVICE = 0b0001_0000;
  public static final int UNCERTAIN_CLOCK = 0b0010_0000;

  /// The source may have sent this reading before (MQTT DUP after a crash).
  public static final int REPEAT = 0b0100_0000;

  private String[] points = new String[64];
  private Kind[] kinds = new Kind[64];
  private long[] bits = new long[64];
  private String[] texts = new String[64];
  private long[] wallMicros = new long[64];
  private long[] monoMicros = new long[64];
  private byte[] statuses = new byte[64];
  private String[] reasons = new String[64];
  private int size;

  public int size() {
    return size;
  }

  public Columns addNumber(Stamp stamp, double value) {
    return add(stamp, Kind.NUMBER, Double.doubleToRawLongBits(value), "");
  }

  public Columns addInteger(Stamp stamp, long value) {
    return add(stamp, Kind.INTEGER, value, "");
  }

  public Columns addBoolean(Stamp stamp, boolean value) {
    return add(stamp, Kind.BOOLEAN, value ? 1 : 0, "");
  }

  public Columns addText(Stamp stamp, String value) {
    return add(stamp, Kind.TEXT, 0, value);
  }

  public Columns addNone(Stamp stamp) {
    return add(stamp, Kind.NONE, 0, "");
  }

  /// Everything of a row but its value.
  public record Stamp(String point, long wallMicros, long monoMicros, int status, String reason) {}

  public String point(int row) {
    return points[row];
  }

  public Kind kind(int row) {
    return kinds[row];
  }

  /// The number of a NUMBER row.
  public double number(int row) {
    return Double.longBitsToDouble(bits[row]);
  }

  /// The value of an INTEGER row.
  public long integer(int row) {
    return bits[row];
  }

  /// The value of a BOOLEAN row.
  public boolean bool(int row) {
    return bits[row] != 0;
  }

  /// The text of a TEXT row.
  public String text(int row) {
    return texts[row];
  }

  public long wallMicros(int row) {
    return wallMicros[row];
  }

  public long monoMicros(int row) {
    return monoMicros[row];
  }

  /// The status byte, 0..255.
  public int status(int row) {
    return statuses[row] & 0xff;
  }

  /// Why the status is not ok; "" when it is.
  public String reason(int row) {
    return reasons[row];
  }

  // For the codec, which knows the size beforehand and fills column by column.

  static Columns ofSize(int size) {
    var columns = new Columns();
    while (columns.points.length < size) {
      columns.grow(columns.points.length * 2);
    }
    columns.size = size;
    Arrays.fill(columns.texts, "");
    return columns;
  }

  void point(int row, String path) {
    points[row] = path;
  }

  void times(int row, long wall, long mono) {
    wallMicros[row] = wall;
    monoMicros[row] = mono;
  }

  void state(int row, Kind kind, int status, String reason) {
    kinds[row] = kind;
    statuses[row] = (byte) status;
    reasons[row] = reason;
  }

  /// The value as it is kept: bits of a double, a whole number, 0 or 1.
  long bits(int row) {
    return bits[row];
  }

  void bits(int row, long value) {
    bits[row] = value;
  }

  void text(int row, String value) {
    texts[row] = value;
  }

  private Columns add(Stamp stamp, Kind kind, long valueBits, String text) {
    if (size == points.length) {
      grow(size * 2);
    }
    points[size] = stamp.point();
    kinds[size] = kind;
    bits[size] = valueBits;
    texts[size] = text;
    wallMicros[size] = stamp.wallMicros();
    monoMicros[size] = stamp.monoMicros();
    statuses[size] = (byte) stamp.status();
    reasons[size] = stamp.reason();
    size++;
    return this;
  }

  private void grow(int capacity) {
    points = Arrays.copyOf(points, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    bits = Arrays.copyOf(bits, capacity);
    texts = Arrays.copyOf(texts, capacity);
    wallMicros = Arrays.copyOf(wallMicros, capacity);
    monoMicros = Arrays.copyOf(monoMicros, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
    reasons = Arrays.copyOf(reasons, capacity);
  }
}
