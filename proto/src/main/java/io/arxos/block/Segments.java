package io.arxos.block;

import java.util.Arrays;

/// The distinct segments of a block's paths, numbered as they appear.
final class Segments {
  private byte[][] paths = new byte[16][];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[] table = new int[64];
  private int size;

  int size() {
    return size;
  }

  int length(int number) {
    return ends[number] - starts[number];
  }

  /// How many bits say which segment.
  int numberBits() {
    return size == 0 ? 0 : Packed.placeBits(size);
  }

  void copy(int number, byte[] target, int to) {
    System.arraycopy(paths[number], starts[number], target, to, length(number));
  }

  /// The number of the segment that begins here, or -1.
  int find(byte[] path, int start) {
    return table[slot(path, start, end(path, start))] - 1;
  }

  /// Adds the segments that are new from a place of a path on. The path is kept, not copied.
  void addAll(byte[] path, int from) {
    int start = from;
    while (start > 0 && path[start - 1] != '/') {
      start--;
    }
    while (start <= path.length) {
      int end = end(path, start);
      int slot = slot(path, start, end);
      if (table[slot] == 0) {
        add(path, start, end, slot);
      }
      start = end + 1;
    }
  }

  private void add(byte[] path, int start, int end, int slot) {
    if (size == starts.length) {
      paths = Arrays.copyOf(paths, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    paths[size] = path;
    starts[size] = start;
    ends[size] = end;
    table[slot] = ++size;
    if (size * 2 > table.length) {
      table = new int[table.length * 2];
      for (int i = 0; i < size; i++) {
        table[slot(paths[i], starts[i], ends[i])] = i + 1;
      }
    }
  }

  /// Where a segment stands, or may be put.
  private int slot(byte[] path, int start, int end) {
    int mask = table.length - 1;
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + path[i];
    }
    int slot = (hash ^ hash >>> 15) & mask;
    while (table[slot] != 0 && !is(table[slot] - 1, path, start, end)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean is(int number, byte[] path, int start, int end) {
    return Arrays.equals(paths[number], starts[number], ends[number], path, start, end);
  }

  private static int end(byte[] path, int start) {
    int end = start;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    return end;
  }
}
