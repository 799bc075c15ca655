package io.arxos.bench;

import io.arxos.block.Columns;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Series as in Pelkonen et al., *Gorilla: a fast, scalable, in-memory time series database*, VLDB
/// 2015, 4.1: per point its name, times as differences of differences, values by exclusive or.
///
/// The paper's times are seconds; for microseconds its buckets are widened to 14, 20, 32 and 64
/// bits. Everything is a number; order between points, statuses and monotonic times are left out,
/// to its advantage.
final class Gorilla implements Codec {
  private static final int[] BUCKETS = {14, 20, 32, 64};

  @Override
  public byte[] encode(Columns columns) {
    List<String> points = columns.dictionary();
    Writer[] writers = new Writer[points.size()];
    for (int row = 0; row < columns.size(); row++) {
      int point = columns.pointIndex(row);
      if (writers[point] == null) {
        writers[point] = new Writer();
      }
      writers[point].add(columns.wallMicros(row), number(columns, row));
    }
    var all = new Bits(new byte[64 + columns.size() * 20]);
    all.put(points.size(), 16);
    for (int i = 0; i < writers.length; i++) {
      byte[] name = points.get(i).getBytes(StandardCharsets.UTF_8);
      all.put(name.length, 8);
      for (byte letter : name) {
        all.put(letter, 8);
      }
      all.put(writers[i].count, 16);
      all.append(writers[i].bits);
    }
    return all.toBytes();
  }

  private static double number(Columns columns, int row) {
    return switch (columns.kind(row)) {
      case NUMBER -> columns.number(row);
      case INTEGER -> columns.integer(row);
      case BOOLEAN -> columns.bool(row) ? 1 : 0;
      case TEXT, NONE -> Double.NaN;
    };
  }

  private static final class Writer {
    private final Bits bits = new Bits(new byte[64]);
    private int count;
    private long time;
    private long delta;
    private long value;
    private int leading = Long.SIZE;
    private int trailing;

    void add(long micros, double number) {
      long next = Double.doubleToRawLongBits(number);
      if (count++ == 0) {
        bits.put(micros, Long.SIZE);
        bits.put(next, Long.SIZE);
      } else {
        putTime(micros - time - delta);
        delta = micros - time;
        putValue(value ^ next);
      }
      time = micros;
      value = next;
    }

    private void putTime(long change) {
      if (change == 0) {
        bits.put(0, 1);
        return;
      }
      int bucket = 0;
      while (change << (Long.SIZE - BUCKETS[bucket]) >> (Long.SIZE - BUCKETS[bucket]) != change) {
        bucket++;
      }
      int last = BUCKETS.length - 1;
      // 10, 110, 1110, 1111, read from the lowest bit
      bits.put((1L << (bucket + 1)) - 1, bucket == last ? bucket + 1 : bucket + 2);
      bits.put(change & -1L >>> (Long.SIZE - BUCKETS[bucket]), BUCKETS[bucket]);
    }

    private void putValue(long change) {
      if (change == 0) {
        bits.put(0, 1);
        return;
      }
      int zerosBefore = Math.min(Long.numberOfLeadingZeros(change), 31);
      int zerosBehind = Long.numberOfTrailingZeros(change);
      if (zerosBefore >= leading && zerosBehind >= trailing) {
        bits.put(0b01, 2);
      } else {
        leading = zerosBefore;
        trailing = zerosBehind;
        bits.put(0b11, 2);
        bits.put(leading, 5);
        bits.put(Long.SIZE - leading - trailing - 1, 6);
      }
      bits.put(change >>> trailing, Long.SIZE - leading - trailing);
    }
  }

  @Override
  public long decode(byte[] bytes) {
    var in = new Bits(bytes);
    int points = (int) in.get(16);
    long sum = 0;
    for (int i = 0; i < points; i++) {
      byte[] name = new byte[(int) in.get(8)];
      for (int j = 0; j < name.length; j++) {
        name[j] = (byte) in.get(8);
      }
      long[] times = new long[(int) in.get(16)];
      double[] values = new double[times.length];
      series(in, times, values);
      sum += new String(name, StandardCharsets.UTF_8).length();
      sum += times[times.length - 1] + (long) values[values.length - 1];
    }
    return sum;
  }

  private static void series(Bits in, long[] times, double[] values) {
    long time = in.get(Long.SIZE);
    long value = in.get(Long.SIZE);
    long delta = 0;
    int trailing = 0;
    int width = 0;
    times[0] = time;
    values[0] = Double.longBitsToDouble(value);
    for (int i = 1; i < times.length; i++) {
      int ones = 0;
      while (ones < BUCKETS.length && in.get(1) == 1) {
        ones++;
      }
      if (ones > 0) {
        int bits = BUCKETS[ones - 1];
        delta += in.get(bits) << (Long.SIZE - bits) >> (Long.SIZE - bits);
      }
      time += delta;
      if (in.get(1) == 1) {
        if (in.get(1) == 1) {
          int leading = (int) in.get(5);
          width = (int) in.get(6) + 1;
          trailing = Long.SIZE - leading - width;
        }
        value ^= in.get(width) << trailing;
      }
      times[i] = time;
      values[i] = Double.longBitsToDouble(value);
    }
  }
}
