package io.arxos.block;

import java.util.Arrays;
import java.util.List;

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

  // A state is the kind of value, the status byte and the number of the reason in one word.
  static final int KINDS_MAX = Kind.values().length;
  private static final int KIND_BITS = 3;
  private static final int REASON_SHIFT = KIND_BITS + 8;
  private static final Kind[] KINDS = Kind.values();
  private static final String[] NO_TEXTS = {};

  private final Words paths;
  private final Words reasons = new Words(2);
  private int[] points;
  private int[] states;
  private long[] bits;
  private String[] texts = NO_TEXTS;
  private long[] wallMicros;
  private long[] monoMicros;
  private int size;

  public Columns() {
    this(16);
  }

  /// @param rows how many rows are expected; more find room too
  public Columns(int rows) {
    this(new Words(Math.min(rows, 32)), Math.max(rows, 1));
  }

  private Columns(Words paths, int capacity) {
    this.paths = paths;
    reasons.of("");
    points = new int[capacity];
    states = new int[capacity];
    bits = new long[capacity];
    wallMicros = new long[capacity];
    monoMicros = new long[capacity];
  }

  public int size() {
    return size;
  }

  public Columns addNumber(Stamp stamp, double value) {
    return add(stamp, Kind.NUMBER, Double.doubleToRawLongBits(value));
  }

  public Columns addInteger(Stamp stamp, long value) {
    return add(stamp, Kind.INTEGER, value);
  }

  public Columns addBoolean(Stamp stamp, boolean value) {
    return add(stamp, Kind.BOOLEAN, value ? 1 : 0);
  }

  public Columns addText(Stamp stamp, String value) {
    add(stamp, Kind.TEXT, 0);
    text(size - 1, value);
    return this;
  }

  public Columns addNone(Stamp stamp) {
    return add(stamp, Kind.NONE, 0);
  }

  /// Everything of a row but its value.
  public record Stamp(String point, long wallMicros, long monoMicros, int status, String reason) {}

  public String point(int row) {
    return paths.get(points[row]);
  }

  /// The number of a row's point in [#dictionary]: what is asked per point need not be asked per
  /// row.
  public int pointIndex(int row) {
    return points[row];
  }

  /// The distinct points, in order of first appearance.
  public List<String> dictionary() {
    return paths.list();
  }

  public Kind kind(int row) {
    return KINDS[kindOf(states[row])];
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
    return row < texts.length ? texts[row] : "";
  }

  public long wallMicros(int row) {
    return wallMicros[row];
  }

  public long monoMicros(int row) {
    return monoMicros[row];
  }

  /// The status byte, 0..255.
  public int status(int row) {
    return statusOf(states[row]);
  }

  /// Why the status is not ok; "" when it is.
  public String reason(int row) {
    return reasonOf(states[row]);
  }

  // For the codec, which knows the size beforehand and fills column by column.

  /// @param paths one for each number in `points`
  static Columns of(Words paths, int[] points) {
    var columns = new Columns(paths, points.length);
    columns.points = points;
    columns.size = points.length;
    return columns;
  }

  Words paths() {
    return paths;
  }

  // The arrays may be longer than there are rows.

  int[] points() {
    return points;
  }

  int[] states() {
    return states;
  }

  /// The values as they are kept: bits of a double, a whole number, 0 or 1.
  long[] bits() {
    return bits;
  }

  long[] wallMicros() {
    return wallMicros;
  }

  long[] monoMicros() {
    return monoMicros;
  }

  static int stateOf(Kind kind, int status, int reason) {
    return kind.ordinal() | status << KIND_BITS | reason << REASON_SHIFT;
  }

  static int kindOf(int state) {
    return state & (1 << KIND_BITS) - 1;
  }

  static int statusOf(int state) {
    return state >>> KIND_BITS & 0xff;
  }

  String reasonOf(int state) {
    return reasons.get(state >>> REASON_SHIFT);
  }

  /// @return the number of the reason
  int newReason(String reason) {
    return reasons.of(reason);
  }

  void state(int row, Kind kind, int status, String reason) {
    states[row] = stateOf(kind, status, reason.isEmpty() ? 0 : reasons.of(reason));
  }

  void text(int row, String value) {
    if (row >= texts.length) {
      int from = texts.length;
      texts = Arrays.copyOf(texts, points.length);
      Arrays.fill(texts, from, texts.length, "");
    }
    texts[row] = value;
  }

  private Columns add(Stamp stamp, Kind kind, long valueBits) {
    if (size == points.length) {
      grow(size * 2);
    }
    points[size] = paths.of(stamp.point());
    state(size, kind, stamp.status() & 0xff, stamp.reason());
    bits[size] = valueBits;
    wallMicros[size] = stamp.wallMicros();
    monoMicros[size] = stamp.monoMicros();
    size++;
    return this;
  }

  private void grow(int capacity) {
    points = Arrays.copyOf(points, capacity);
    states = Arrays.copyOf(states, capacity);
    bits = Arrays.copyOf(bits, capacity);
    wallMicros = Arrays.copyOf(wallMicros, capacity);
    monoMicros = Arrays.copyOf(monoMicros, capacity);
  }
}
