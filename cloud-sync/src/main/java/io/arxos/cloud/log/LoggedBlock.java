package io.arxos.cloud.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One record of the log: a block as the gateway sent it, several that follow each other without a
/// hole, or a range that will never arrive.
///
/// @param content the block's bytes; of several each behind its length in four bytes, big endian;
///   for a gap its reason
/// @param fromUs for a gap: time span of what was lost, UTC microseconds, 0 where it is not known
/// @param ingestedUs when the cloud took it in, UTC microseconds
public record LoggedBlock(
    Place place, Kind kind, byte[] content, long fromUs, long toUs, long ingestedUs) {
  private static final byte FORMAT = 1;
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final int HEADER_BYTES = 1 + 1 + 1 + 16 + 5 * Long.BYTES;

  /// In this order in the record.
  public enum Kind {
    SAMPLES,
    GAP,
    SEVERAL
  }

  /// Which sequences of which lane.
  ///
  /// @param incarnation 16 bytes
  /// @param lane 1 alarm, 2 telemetry
  /// @param first first sequence
  /// @param last last sequence, at least `first`
  public record Place(LaneKey key, long first, long last) {}

  public static LoggedBlock samples(Place place, byte[] payload, long ingestedUs) {
    return new LoggedBlock(place, Kind.SAMPLES, payload, 0, 0, ingestedUs);
  }

  /// @param payloads of blocks that follow each other, at least one
  public static LoggedBlock samples(Place place, List<byte[]> payloads, long ingestedUs) {
    if (payloads.size() == 1) {
      return samples(place, payloads.getFirst(), ingestedUs);
    }
    int size = payloads.stream().mapToInt(one -> Integer.BYTES + one.length).sum();
    var content = ByteBuffer.allocate(size);
    payloads.forEach(one -> content.putInt(one.length).put(one));
    return new LoggedBlock(place, Kind.SEVERAL, content.array(), 0, 0, ingestedUs);
  }

  /// How many blocks it is.
  public int blocks() {
    int count = kind == Kind.SAMPLES ? 1 : 0;
    var bytes = ByteBuffer.wrap(content);
    for (int at = 0; kind == Kind.SEVERAL && at < content.length; count++) {
      at += Integer.BYTES + bytes.getInt(at);
    }
    return count;
  }

  /// The bytes of each block; none of a gap.
  ///
  /// @throws IllegalArgumentException when the content does not end where a block ends
  public List<byte[]> payloads() {
    return switch (kind) {
      case GAP -> List.of();
      case SAMPLES -> List.of(content);
      case SEVERAL -> {
        var payloads = new ArrayList<byte[]>();
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
          if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("the blocks do not end where the record ends");
          }
          var payload = new byte[length];
          bytes.get(payload);
          payloads.add(payload);
        }
        yield payloads;
      }
    };
  }

  /// The reason of a gap.
  public String reason() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /// Of the record in the log: the gateway.
  public byte[] key() {
    return place.key().gateway().getBytes(StandardCharsets.UTF_8);
  }

  /// Of the record in the log: everything but the content.
  public byte[] header() {
    var key = place.key();
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(FORMAT)
        .put((byte) kind.ordinal())
        .put((byte) key.lane())
        .put(key.incarnation().bytes())
        .putLong(place.first())
        .putLong(place.last())
        .putLong(fromUs)
        .putLong(toUs)
        .putLong(ingestedUs)
        .array();
  }

  /// Reads what [#key], [#header] and [#content] wrote.
  ///
  /// @throws IllegalArgumentException when the record is of an unknown form
  public static LoggedBlock of(LogRecord record) {
    var content = record.content();
    var bytes = header(content);
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException("record of the unknown form " + format);
    }
    int kindNumber = bytes.get();
    if (kindNumber < 0 || kindNumber >= KINDS.size()) {
      throw new IllegalArgumentException("record of the unknown kind " + kindNumber);
    }
    var kind = KINDS.get(kindNumber);
    int lane = bytes.get();
    var incarnation = new byte[16];
    bytes.get(incarnation);
    var gateway = new String(content.key(), StandardCharsets.UTF_8);
    var place =
        new Place(
            new LaneKey(gateway, new IncarnationId(incarnation), lane),
            bytes.getLong(),
            bytes.getLong());
    return new LoggedBlock(
        place, kind, content.value(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  private static ByteBuffer header(LogRecord.Content content) {
    var header = content.header();
    if (header == null || header.length != HEADER_BYTES) {
      throw new IllegalArgumentException("record without a block header");
    }
    return ByteBuffer.wrap(header);
  }
}
