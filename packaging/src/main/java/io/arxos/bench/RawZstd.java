package io.arxos.bench;

import com.github.luben.zstd.Zstd;
import io.arxos.block.Columns;
import io.arxos.block.Columns.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// zstd, level 3, over raw arrays: the names, then point numbers (2 bytes), wall times (8) and
/// values (8; 1 where all are truth values). Statuses, reasons and monotonic times, which a block
/// has, are left out, to its advantage.
final class RawZstd implements Codec {
  private static final int LEVEL = 3;

  @Override
  public byte[] encode(Columns columns) {
    int size = columns.size();
    List<String> points = columns.dictionary();
    byte[] names = String.join("\n", points).getBytes(StandardCharsets.UTF_8);
    boolean truths = true;
    for (int row = 0; row < size; row++) {
      truths &= columns.kind(row) == Kind.BOOLEAN;
    }
    var raw =
        ByteBuffer.allocate(7 + names.length + size * (10 + (truths ? 1 : 8)))
            .order(ByteOrder.LITTLE_ENDIAN);
    raw.putShort((short) size).putInt(names.length).put((byte) (truths ? 1 : 8)).put(names);
    for (int row = 0; row < size; row++) {
      raw.putShort((short) columns.pointIndex(row));
    }
    for (int row = 0; row < size; row++) {
      raw.putLong(columns.wallMicros(row));
    }
    for (int row = 0; row < size; row++) {
      if (truths) {
        raw.put((byte) (columns.bool(row) ? 1 : 0));
      } else {
        raw.putLong(value(columns, row));
      }
    }
    return Zstd.compress(raw.array(), LEVEL);
  }

  private static long value(Columns columns, int row) {
    return switch (columns.kind(row)) {
      case NUMBER -> Double.doubleToRawLongBits(columns.number(row));
      case INTEGER -> columns.integer(row);
      case BOOLEAN -> columns.bool(row) ? 1 : 0;
      case TEXT, NONE -> 0;
    };
  }

  @Override
  public long decode(byte[] bytes) {
    byte[] whole = Zstd.decompress(bytes, (int) Zstd.getFrameContentSize(bytes));
    var raw = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int size = raw.getShort();
    byte[] names = new byte[raw.getInt()];
    int width = raw.get();
    raw.get(names);
    String[] points = new String(names, StandardCharsets.UTF_8).split("\n");
    String[] pointOf = new String[size];
    long[] times = new long[size];
    long[] values = new long[size];
    for (int row = 0; row < size; row++) {
      pointOf[row] = points[raw.getShort()];
    }
    for (int row = 0; row < size; row++) {
      times[row] = raw.getLong();
    }
    for (int row = 0; row < size; row++) {
      values[row] = width == 1 ? raw.get() : raw.getLong();
    }
    return times[size - 1] + values[size - 1] + pointOf[size - 1].length();
  }
}
