package io.arxos.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns.Stamp;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockCodecTest {
  private static final String AIR = "hofgarten/room-101/air-temp";

  static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one != null ? LongStream.of(one) : LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void whatGoesInComesOut(long seed) throws BadBlock {
    var random = new SplittableRandom(seed);
    var columns = RandomColumns.of(random);
    long first = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
    byte[] payload = BlockCodec.encode(first, columns);
    assertSame(columns, BlockCodec.decode(payload));
    assertEquals(
        new BlockCodec.Range(first, first + columns.size() - 1), BlockCodec.check(payload));
    assertArrayEquals(payload, BlockCodec.encode(first, BlockCodec.decode(payload)));
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void anyBytesGiveRowsOrBadBlock(long seed) {
    var random = new SplittableRandom(seed);
    byte[] payload = BlockCodec.encode(7, RandomColumns.of(random));
    for (int round = 0; round < 30; round++) {
      byte[] damaged = payload.clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      }
      // With a right checksum, so that the damage reaches every reader behind it.
      Sealing.seal(damaged);
      try {
        assertTrue(BlockCodec.decode(damaged).size() <= BlockCodec.SAMPLES_MAX);
      } catch (BadBlock bad) {
        assertEquals(BadBlock.Why.CONTENT, bad.why());
      }
    }
  }

  @Test
  void everyFlippedBitIsFound() {
    byte[] payload = BlockCodec.encode(1, RandomColumns.of(new SplittableRandom(3)));
    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] damaged = payload.clone();
      damaged[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertEquals(BadBlock.Why.CHECKSUM, failure(damaged).why(), "bit " + bit);
    }
  }

  @Test
  void everyTruncationIsFound() {
    byte[] payload = BlockCodec.encode(1, RandomColumns.of(new SplittableRandom(4)));
    for (int length = 0; length < payload.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(payload, length);
      assertEquals(BadBlock.Why.CHECKSUM, failure(cut).why());
      if (length >= 5) {
        Sealing.seal(cut);
        assertEquals(BadBlock.Why.CONTENT, failure(cut).why(), "length " + length);
      }
    }
  }

  // Good data of a newer gateway must never be taken for damage: the cloud would list it as lost.
  @Test
  void soundBlockOfAnUnknownVersionIsNotDamage() {
    byte[] payload = BlockCodec.encode(1, new Columns().addNumber(stamp(AIR, 1, 1), 20));
    payload[0] = 3;
    Sealing.seal(payload);
    assertEquals(BadBlock.Why.VERSION, failure(payload).why());
  }

  @Test
  void extremesSurvive() throws BadBlock {
    double[] numbers = {
      -0.0,
      0.0,
      Double.MIN_VALUE,
      -Double.MAX_VALUE,
      Double.MAX_VALUE,
      0x1p53,
      -0x1p53,
      1e15,
      0.1 + 0.2,
      Double.NaN,
      Double.longBitsToDouble(0x7ff0000000000001L),
      Double.NEGATIVE_INFINITY
    };
    long[] integers = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE, 1};
    var columns = new Columns();
    for (double number : numbers) {
      columns.addNumber(stamp(AIR, Long.MIN_VALUE, Long.MAX_VALUE), number);
    }
    for (long integer : integers) {
      columns.addInteger(stamp("a/b/c", Long.MAX_VALUE, Long.MIN_VALUE), integer);
    }
    assertSame(columns, BlockCodec.decode(BlockCodec.encode(Long.MAX_VALUE - 100, columns)));
  }

  @Test
  void negativeZeroAloneKeepsItsSign() throws BadBlock {
    var columns = new Columns().addNumber(stamp(AIR, 1, 1), -0.0);
    var back = BlockCodec.decode(BlockCodec.encode(1, columns));
    assertEquals(Long.MIN_VALUE, Double.doubleToRawLongBits(back.number(0)));
  }

  @Test
  void whatIsTooLongOrTooManyIsOurMistake() {
    var empty = new Columns();
    assertThrows(IllegalArgumentException.class, () -> BlockCodec.encode(1, empty));
    var one = new Columns().addText(stamp(AIR, 1, 1), "x".repeat(1025));
    assertThrows(IllegalArgumentException.class, () -> BlockCodec.encode(1, one));
    var fine = new Columns().addText(stamp(AIR, 1, 1), "x".repeat(1024));
    assertThrows(IllegalArgumentException.class, () -> BlockCodec.encode(0, fine));
    assertTrue(BlockCodec.encode(1, fine).length > 1024);
  }

  // Two-decimal temperatures of 20 points, polled every 5 s with a millisecond of jitter.
  @Test
  void slowAnalogDataTakesLessThanTwoBytesASample() {
    var random = new SplittableRandom(1);
    var columns = new Columns();
    long mono = 0;
    for (int round = 0; round < 25; round++) {
      mono += 5_000_000 + random.nextInt(1000);
      for (int point = 0; point < 20; point++) {
        double value = Math.rint((20 + point + random.nextDouble() * 0.3) * 100) / 100;
        columns.addNumber(
            stamp("hofgarten/room-1" + (point + 10) + "/air-temp", WALL + mono, mono), value);
      }
    }
    double bytes = BlockCodec.encode(1, columns).length / (double) columns.size();
    assertTrue(bytes < 1.8, bytes + " bytes per sample");
  }

  private static final long WALL = 1_795_000_000_000_000L;

  private static Stamp stamp(String point, long wall, long mono) {
    return new Stamp(point, wall, mono, 1, "");
  }

  private static BadBlock failure(byte[] payload) {
    return assertThrows(BadBlock.class, () -> BlockCodec.decode(payload));
  }

  static void assertSame(Columns expected, Columns actual) {
    assertEquals(expected.size(), actual.size());
    for (int row = 0; row < expected.size(); row++) {
      assertEquals(expected.point(row), actual.point(row));
      assertEquals(expected.kind(row), actual.kind(row));
      assertEquals(expected.bits()[row], actual.bits()[row]);
      assertEquals(expected.text(row), actual.text(row));
      assertEquals(expected.wallMicros(row), actual.wallMicros(row));
      assertEquals(expected.monoMicros(row), actual.monoMicros(row));
      assertEquals(expected.status(row), actual.status(row));
      assertEquals(expected.reason(row), actual.reason(row));
    }
  }
}
