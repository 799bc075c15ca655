package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// The block decoder. The checksum is made right, so that inputs reach what lies behind it.
public final class BlockFuzzTest {
  private static final long MEMORY_MAX = 4 << 20;

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    byte[] sealed = data.clone();
    if (sealed.length >= 5) {
      sealed[0] = (byte) (1 + (sealed[0] + 1 & 1)); // a known version
      seal(sealed);
    }
    var columns = Memory.within(MEMORY_MAX, () -> decoded(sealed));
    columns.ifPresent(BlockFuzzTest::staysTheSame);
    return columns.isPresent();
  }

  private static Optional<Columns> decoded(byte[] sealed) {
    try {
      return Optional.of(BlockCodec.decode(sealed));
    } catch (BadBlock e) {
      return Optional.empty();
    }
  }

  /// What was decoded can be encoded, unless its texts are longer than a gateway's may be, and is
  /// the same when it comes back.
  private static void staysTheSame(Columns columns) {
    try {
      byte[] payload = BlockCodec.encode(1, columns);
      Columns back = BlockCodec.decode(payload);
      assertEquals(columns.dictionary(), BlockCodec.points(payload));
      assertArrayEquals(payload, BlockCodec.encode(1, back));
      for (int row = 0; row < columns.size(); row++) {
        assertEquals(columns.point(row), back.point(row));
        assertEquals(columns.kind(row), back.kind(row));
        assertEquals(columns.integer(row), back.integer(row));
        assertEquals(columns.text(row), back.text(row));
        assertEquals(columns.wallMicros(row), back.wallMicros(row));
        assertEquals(columns.monoMicros(row), back.monoMicros(row));
        assertEquals(columns.status(row), back.status(row));
        assertEquals(columns.reason(row), back.reason(row));
      }
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("a text of "), e.getMessage());
    } catch (BadBlock e) {
      throw new AssertionError("what was encoded cannot be decoded", e);
    }
  }

  private static void seal(byte[] payload) {
    var crc = new CRC32C();
    crc.update(payload, 0, 1);
    crc.update(payload, 5, payload.length - 5);
    ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putInt(1, (int) crc.getValue());
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("block").replay(BlockFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a decoder that trusts the number of rows is found by the same replay.
  @Test
  void decoderThatTrustsLengthsIsFound() {
    Corpus.of("block")
        .finds(data -> {
          byte[] copy = new byte[64];
          System.arraycopy(data, 0, copy, 0, Math.min(data.length, data[7] & 0xff));
          return true;
        });
  }

  // Likewise memory that is taken for what is only claimed.
  @Test
  void allocationForAClaimIsFound() {
    Corpus.of("block")
        .finds(data -> {
          int claimed = data.length < 2 ? 0 : (data[1] & 0xff) << 16;
          return Memory.within(MEMORY_MAX, () -> new long[claimed]).length > 0;
        });
  }
}
