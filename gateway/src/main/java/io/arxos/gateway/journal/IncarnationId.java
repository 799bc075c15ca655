package io.arxos.gateway.journal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// 128 random bits: the identity of one opening of a journal.
public record IncarnationId(long high, long low) {
  public static final int BYTES = 16;

  public static IncarnationId random(RandomGenerator random) {
    return new IncarnationId(random.nextLong(), random.nextLong());
  }

  public static IncarnationId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an incarnation has 16 bytes, not " + bytes.length);
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new IncarnationId(buffer.getLong(), buffer.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
