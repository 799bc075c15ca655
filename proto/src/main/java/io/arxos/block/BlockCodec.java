package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/// Turns samples into the bytes that are journaled, sent, logged and stored unchanged, and back.
///
/// ```text
/// 1 byte   version
/// 4 bytes  crc32c of every other byte, lowest byte first
/// varint   first sequence
/// varint   number of rows, 1..500
///
/// then bits without a gap, the lowest of a byte first:
/// how many points there are               BitSink.small
/// their paths                             PathTable
/// which point each row is of              RowOrder
/// monotonic and wall times                Times
/// kinds, statuses and reasons             States
/// values                                  Values
/// ```
///
/// Version, checksum, first sequence and number of rows stand like this in every version, and the
/// checksum covers the version: a damaged version byte is damage, not a block of the future.
///
/// This is version 2. Version 1 is read for ever ([Version1]); it took whole bytes for everything,
/// and two or three times the space for blocks of a dozen samples.
public final class BlockCodec {
  /// The version that [#encode] writes, and the highest that [#decode] reads.
  public static final int VERSION = 2;

  /// The most samples in one block.
  public static final int SAMPLES_MAX = 500;

  /// The longest text value or reason, in bytes of UTF-8.
  public static final int TEXT_BYTES_MAX = Values.TEXT_BYTES_MAX;

  private static final int FIRST_VERSION = 1;
  private static final int HEADER_BYTES = 5;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private BlockCodec() {}

  /// Encodes samples with consecutive sequences.
  ///
  /// @param first sequence of row 0, from 1
  /// @param columns 1 to [#SAMPLES_MAX] rows; paths of at most 255 bytes, texts and reasons of at
  ///   most [#TEXT_BYTES_MAX]
  public static byte[] encode(long first, Columns columns) {
    int size = columns.size();
    if (size < 1 || size > SAMPLES_MAX || first < 1 || first > Long.MAX_VALUE - size) {
      throw new IllegalArgumentException(size + " samples from sequence " + first);
    }
    var scratch = Scratch.take();
    try {
      byte[] payload = encode(first, columns, scratch);
      INT.set(payload, 1, checksum(payload));
      return payload;
    } finally {
      scratch.giveBack();
    }
  }

  private static byte[] encode(long first, Columns columns, Scratch scratch) {
    var sink = scratch.sink;
    sink.clear();
    sink.bits(VERSION, HEADER_BYTES * Byte.SIZE);
    sink.varint(first);
    sink.varint(columns.size());
    sink.small(columns.paths().size());
    PathTable.write(sink, columns.paths());
    RowOrder.write(sink, columns, scratch.hits);
    Times.write(sink, columns, scratch);
    var byPoint = Grouping.ofPoints(columns, scratch);
    States.write(sink, columns, byPoint, scratch.numbers);
    new Values(columns, byPoint.byKind(columns.states(), scratch), scratch).write(sink);
    return sink.toBytes();
  }

  /// Checks version and checksum only; what ingest does with every block.
  ///
  /// @return the sequences the block says it holds
  public static Range check(byte[] payload) throws BadBlock {
    return range(open(payload));
  }

  /// Decodes a whole block. Any input gives rows or [BadBlock], nothing else.
  public static Columns decode(byte[] payload) throws BadBlock {
    var header = open(payload);
    int size = size(range(header));
    if (payload[0] == FIRST_VERSION) {
      return Version1.decode(header, size);
    }
    var scratch = Scratch.take();
    try {
      return decode(new BitSource(payload, payload.length - header.left()), size, scratch);
    } finally {
      scratch.giveBack();
    }
  }

  private static Columns decode(BitSource source, int size, Scratch scratch) throws BadBlock {
    var paths = PathTable.read(source, source.small(size, "the number of points"));
    var columns = Columns.of(paths, RowOrder.read(source, size, paths.size()));
    Times.read(source, columns, scratch);
    var byPoint = Grouping.ofPoints(columns, scratch);
    States.read(source, columns, byPoint);
    new Values(columns, byPoint.byKind(columns.states(), scratch), scratch).read(source);
    source.finish();
    return columns;
  }

  /// The distinct points of a block, in order of first appearance, without reading its samples.
  public static List<String> points(byte[] payload) throws BadBlock {
    var header = open(payload);
    int size = size(range(header));
    if (payload[0] == FIRST_VERSION) {
      return Version1.points(header, size).list();
    }
    var source = new BitSource(payload, payload.length - header.left());
    return PathTable.read(source, source.small(size, "the number of points")).list();
  }

  private static ByteSource open(byte[] payload) throws BadBlock {
    if (payload.length < HEADER_BYTES || (int) INT.get(payload, 1) != checksum(payload)) {
      throw new BadBlock(BadBlock.Why.CHECKSUM, "the checksum does not fit");
    }
    int version = payload[0] & 0xff;
    if (version < FIRST_VERSION || version > VERSION) {
      throw new BadBlock(
          BadBlock.Why.VERSION, "block codec version " + version + "; known is " + VERSION);
    }
    return new ByteSource(payload, HEADER_BYTES);
  }

  private static Range range(ByteSource source) throws BadBlock {
    long first = source.varint();
    int size = source.varint(1, SAMPLES_MAX, "the number of samples");
    if (first < 1 || first > Long.MAX_VALUE - size) {
      throw ByteSource.content("the first sequence is " + first);
    }
    return new Range(first, first + size - 1);
  }

  private static int size(Range range) {
    return (int) (range.last() - range.first() + 1);
  }

  private static int checksum(byte[] payload) {
    var crc = new CRC32C();
    crc.update(payload, 0, 1);
    crc.update(payload, HEADER_BYTES, payload.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  /// @param first first sequence
  /// @param last last sequence, at least `first`
  public record Range(long first, long last) {}
}
