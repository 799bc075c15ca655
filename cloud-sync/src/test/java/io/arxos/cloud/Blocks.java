package io.arxos.cloud;

import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// Blocks whose samples say who they are: the value is the sequence.
public final class Blocks {
  /// 2026-11-20T12:00:00Z
  public static final long START_US = 1_795_176_000_000_000L;

  private Blocks() {}

  public static IncarnationId incarnation() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new IncarnationId(bytes);
  }

  public static LaneKey telemetry(String gateway) {
    return new LaneKey(gateway, incarnation(), LaneKey.TELEMETRY);
  }

  /// Samples `first..last` of one point, one per second.
  public static byte[] payload(String point, long first, long last) {
    var columns = new Columns();
    for (long sequence = first; sequence <= last; sequence++) {
      long us = START_US + sequence * 1_000_000;
      columns.addNumber(new Columns.Stamp(point, us, us, 1, ""), sequence);
    }
    return BlockCodec.encode(first, columns);
  }

  /// The same bytes, as a program of another version would have sealed them.
  public static byte[] ofVersion(int version, byte[] payload) {
    byte[] other = payload.clone();
    other[0] = (byte) version;
    var crc = new CRC32C();
    crc.update(other, 0, 1);
    crc.update(other, 5, other.length - 5);
    for (int i = 0; i < 4; i++) {
      other[1 + i] = (byte) (crc.getValue() >>> 8 * i);
    }
    return other;
  }

  /// Blocks of ten samples each that follow each other.
  public static List<byte[]> payloads(String point, long first, int blocks) {
    return IntStream.range(0, blocks)
        .mapToObj(i -> payload(point, first + 10L * i, first + 10L * i + 9))
        .toList();
  }

  public static LoggedBlock samples(LaneKey lane, String point, long first, long last) {
    return LoggedBlock.samples(
        new LoggedBlock.Place(lane, first, last), payload(point, first, last), START_US);
  }

  public static LoggedBlock gap(LaneKey lane, long first, long last, String reason) {
    return new LoggedBlock(
        new LoggedBlock.Place(lane, first, last),
        LoggedBlock.Kind.GAP,
        reason.getBytes(StandardCharsets.UTF_8),
        0,
        0,
        START_US);
  }
}
