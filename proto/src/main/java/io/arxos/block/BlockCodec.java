package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Turns samples into the bytes that are journaled, sent, logged and stored unchanged, and back.
///
/// ```text
/// 1 byte   version
/// 4 bytes  crc32c of every other byte, lowest byte first
/// varint   first sequence
/// varint   number of rows, 1..500
///          points and their order          PointOrder
///          monotonic and wall times        TimeColumns
///          kinds, statuses and reasons     StateRuns
///          values                          ValueColumns
/// ```
///
/// Version and checksum stand like this in every version, and the checksum covers the version: a
/// damaged version byte is damage, not a block of the future.
public final class BlockCodec {
  /// The version that [#encode] writes, and the highest that [#decode] reads.
  public static final int VERSION = 1;

  /// The most samples in one block.
  public static final int SAMPLES_MAX = 500;

  /// The longest text value or reason, in bytes of UTF-8.
  public static final int TEXT_BYTES_MAX = ValueColumns.TEXT_BYTES_MAX;

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
    var sink = new ByteSink();
    sink.put(VERSION);
    for (int i = 1; i < HEADER_BYTES; i++) {
      sink.put(0);
    }
    sink.varint(first);
    sink.varint(size);
    var order = PointOrder.of(columns);
    order.write(sink);
    TimeColumns.write(sink, columns, order);
    StateRuns.write(sink, columns, order);
    new ValueColumns(columns, order).write(sink);
    byte[] payload = sink.toBytes();
    INT.set(payload, 1, checksum(payload));
    return payload;
  }

  /// Checks version and checksum only; what ingest does with every block.
  ///
  /// @return the sequences the block says it holds
  public static Range check(byte[] payload) throws BadBlock {
    return range(open(payload));
  }

  /// Decodes a whole block. Any input gives rows or [BadBlock], nothing else.
  public static Columns decode(byte[] payload) throws BadBlock {
    var source = open(payload);
    var range = range(source);
    int size = (int) (range.last() - range.first() + 1);
    var order = PointOrder.read(source, size);
    var paths = new Words(order.paths.length);
    for (String path : order.paths) {
      paths.of(path);
    }
    if (paths.size() < order.paths.length) {
      throw ByteSource.content("a point twice");
    }
    var columns = Columns.of(paths, order.pointOfRow);
    TimeColumns.read(source, columns, order);
    StateRuns.read(source, columns, order);
    new ValueColumns(columns, order).read(source);
    if (source.left() > 0) {
      throw ByteSource.content(source.left() + " bytes too many");
    }
    return columns;
  }

  private static ByteSource open(byte[] payload) throws BadBlock {
    if (payload.length < HEADER_BYTES || (int) INT.get(payload, 1) != checksum(payload)) {
      throw new BadBlock(BadBlock.Why.CHECKSUM, "the checksum does not fit");
    }
    if (payload[0] != VERSION) {
      throw new BadBlock(
          BadBlock.Why.VERSION,
          "block codec version " + (payload[0] & 0xff) + "; known is " + VERSION);
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
