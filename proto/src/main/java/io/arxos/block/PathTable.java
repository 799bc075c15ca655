package io.arxos.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The paths of a block's points, in order of first appearance.
///
/// Names are most of a small block, and they repeat themselves: the same building, the next room,
/// the same sensor. So a path is the number of leading bytes that it shares with the path before,
/// and then symbols of five bits:
///
/// ```text
/// 0        the end                     28       "-"
/// 1..26    a letter                    29       digits: 2 bits how many (1..4), the number
/// 27       "/"                         30       "/" and a segment that was there before: which
///                                      31       any other byte: 8 bits
/// ```
///
/// A segment is what stands between slashes, wherever in whichever path; those of a block are
/// numbered as they appear. The shared part is written in as many bits as the length of the path
/// before needs, and which segment in as many as their number needs.
final class PathTable {
  static final int PATH_BYTES_MAX = 255;

  private static final int SYMBOL_BITS = 5;
  private static final int END = 0;
  private static final int LETTER = 1;
  private static final int SLASH = 27;
  private static final int DASH = 28;
  private static final int DIGITS = 29;
  private static final int SEGMENT = 30;
  private static final int OTHER = 31;

  private static final int DIGITS_MAX = 4;
  private static final int[] DIGITS_BITS = {0, 4, 7, 10, 14};
  private static final int[] DIGITS_END = {1, 10, 100, 1_000, 10_000};

  private final Segments segments = new Segments();
  private byte[] before = {};

  private PathTable() {}

  static void write(BitSink sink, Words paths) {
    var table = new PathTable();
    for (int i = 0; i < paths.size(); i++) {
      table.write(sink, Texts.utf8(paths.get(i), PATH_BYTES_MAX));
    }
  }

  private void write(BitSink sink, byte[] path) {
    int shared = Math.max(0, Arrays.mismatch(before, path));
    if (shared > 0 && path[shared - 1] == '/' && segments.find(path, shared) >= 0) {
      shared--; // so that the slash comes with the segment
    }
    sink.bits(shared, BitSource.length(before.length));
    int at = shared;
    while (at < path.length) {
      at += writeSymbol(sink, path, at);
    }
    sink.bits(END, SYMBOL_BITS);
    segments.addAll(path, shared);
    before = path;
  }

  /// @return how many bytes of the path the symbol stands for
  private int writeSymbol(BitSink sink, byte[] path, int at) {
    byte next = path[at];
    if (next >= 'a' && next <= 'z') {
      sink.bits(next - 'a' + LETTER, SYMBOL_BITS);
      return 1;
    }
    if (next == '/') {
      int known = segments.find(path, at + 1);
      if (known < 0) {
        sink.bits(SLASH, SYMBOL_BITS);
        return 1;
      }
      sink.bits(SEGMENT, SYMBOL_BITS);
      sink.bits(known, segments.numberBits());
      return 1 + segments.length(known);
    }
    if (next == '-') {
      sink.bits(DASH, SYMBOL_BITS);
      return 1;
    }
    int digits = digits(path, at);
    if (digits > 0) {
      sink.bits(DIGITS | (digits - 1) << SYMBOL_BITS, SYMBOL_BITS + 2);
      int number = 0;
      for (int i = at; i < at + digits; i++) {
        number = number * 10 + path[i] - '0';
      }
      sink.bits(number, DIGITS_BITS[digits]);
      return digits;
    }
    sink.bits(OTHER | (next & 0xff) << SYMBOL_BITS, SYMBOL_BITS + Byte.SIZE);
    return 1;
  }

  private static int digits(byte[] path, int at) {
    int end = at;
    while (end < path.length && end < at + DIGITS_MAX && path[end] >= '0' && path[end] <= '9') {
      end++;
    }
    return end - at;
  }

  /// @return so many paths, each another
  static Words read(BitSource source, int count) throws BadBlock {
    var table = new PathTable();
    var paths = new Words(count);
    byte[] path = new byte[PATH_BYTES_MAX];
    int length = 0;
    for (int i = 0; i < count; i++) {
      int shared = (int) source.bits(BitSource.length(length));
      if (shared > length) {
        throw ByteSource.content("a path shares " + shared + " bytes of " + length);
      }
      length = table.read(source, path, shared);
      table.segments.addAll(Arrays.copyOf(path, length), shared);
      paths.of(new String(path, 0, length, StandardCharsets.UTF_8));
    }
    if (paths.size() < count) {
      throw ByteSource.content("a point twice");
    }
    return paths;
  }

  private int read(BitSource source, byte[] path, int shared) throws BadBlock {
    int at = shared;
    while (true) {
      int symbol = (int) source.bits(SYMBOL_BITS);
      switch (symbol) {
        case END -> {
          return at;
        }
        case SLASH -> put(path, at++, '/');
        case DASH -> put(path, at++, '-');
        case OTHER -> put(path, at++, (int) source.bits(Byte.SIZE));
        case DIGITS -> at = readDigits(source, path, at);
        case SEGMENT -> at = readSegment(source, path, at);
        default -> put(path, at++, symbol - LETTER + 'a');
      }
    }
  }

  private static void put(byte[] path, int at, int value) throws BadBlock {
    if (at >= path.length) {
      throw tooLong();
    }
    path[at] = (byte) value;
  }

  private static int readDigits(BitSource source, byte[] path, int at) throws BadBlock {
    int digits = (int) source.bits(2) + 1;
    int rest = (int) source.bits(DIGITS_BITS[digits]);
    if (rest >= DIGITS_END[digits]) {
      throw ByteSource.content(rest + " does not have " + digits + " digits");
    }
    for (int i = at + digits - 1; i >= at; i--) {
      put(path, i, '0' + rest % 10);
      rest /= 10;
    }
    return at + digits;
  }

  private int readSegment(BitSource source, byte[] path, int at) throws BadBlock {
    int number = (int) source.bits(segments.numberBits());
    if (number >= segments.size()) {
      throw ByteSource.content("segment " + number + " of " + segments.size());
    }
    int end = at + 1 + segments.length(number);
    if (end > path.length) {
      throw tooLong();
    }
    path[at] = '/';
    segments.copy(number, path, at + 1);
    return end;
  }

  private static BadBlock tooLong() {
    return ByteSource.content("a path of more than " + PATH_BYTES_MAX + " bytes");
  }
}
