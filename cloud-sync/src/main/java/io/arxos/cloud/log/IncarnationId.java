package io.arxos.cloud.log;

import java.util.Arrays;
import java.util.HexFormat;

/// Random identity of one gateway process start.
public final class IncarnationId implements Comparable<IncarnationId> {
  private final byte[] bytes;

  /// @param bytes 16
  public IncarnationId(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("an incarnation has 16 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IncarnationId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(IncarnationId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /// 32 hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
