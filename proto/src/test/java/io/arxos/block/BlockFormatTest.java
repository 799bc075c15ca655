package io.arxos.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arxos.block.Columns.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The bytes of each version, so that what a journal, the log or the store has kept stays readable.
final class BlockFormatTest {
  private static final Columns FOUR =
      new Columns()
          .addNumber(new Stamp("b/e/one", 1_000_010, 10, 1, ""), 20.5)
          .addBoolean(new Stamp("b/e/two", 1_000_020, 20, 1, ""), true)
          .addNumber(new Stamp("b/e/one", 1_000_030, 30, 1, ""), 20.75)
          .addNone(new Stamp("b/e/two", 1_000_041, 41, 3, "gone"));

  private static final String VERSION_1 =
      """
      01                version
      b0 2a a4 f6       crc32c
      ac 02             first sequence 300
      04                rows
      02                points
        00 07 62 2f 65 2f 6f 6e 65     0 shared, 7 more: b/e/one
        04 03 74 77 6f                 4 shared, 3 more: two
      00                order as expected: one, two, one, two
      14                first monotonic time 10
      80 89 7a          wall is 1,000,000 ahead
      00                times by row
        05 94 5a          5 bits: +10 +10 +11 as 20 20 22
        00                wall no further ahead
      01                reasons
        04 67 6f 6e 65    gone
      01 01 00 02       2 numbers, ok, no reason
      03 01 00 01       1 boolean, ok
      00 03 01 01       1 without value, down, reason 1
      02                numbers with 2 decimals
        84 20             2050
        06 32             6 bits: +25 as 50
      01                booleans: 1
      """;

  @Test
  void version1IsRead() throws BadBlock {
    byte[] payload = HexFormat.of().parseHex(hex(VERSION_1));
    BlockCodecTest.assertSame(FOUR, BlockCodec.decode(payload));
    assertEquals(new BlockCodec.Range(300, 303), BlockCodec.check(payload));
    assertEquals(List.of("b/e/one", "b/e/two"), BlockCodec.points(payload));
  }

  // Written by the encoder of version 1, with every kind of value, order, form of times and
  // numbers.
  @Test
  void everyFormOfVersion1IsRead() throws Exception {
    String[] lines;
    try (var file = BlockFormatTest.class.getResourceAsStream("version-1.txt")) {
      lines = new String(file.readAllBytes(), StandardCharsets.US_ASCII).split("\n");
    }
    assertEquals(24, lines.length);
    for (String line : lines) {
      var random = new SplittableRandom(Long.parseLong(line.split(" ")[0]));
      byte[] payload = Base64.getDecoder().decode(line.split(" ")[1]);
      var columns = RandomColumns.of(random);
      BlockCodecTest.assertSame(columns, BlockCodec.decode(payload));
      assertEquals(columns.dictionary(), BlockCodec.points(payload));
    }
  }

  @Test
  void damageWithinVersion1IsNeverAnythingElse() {
    byte[] payload = HexFormat.of().parseHex(hex(VERSION_1));
    var random = new SplittableRandom(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = payload.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      }
      Sealing.seal(damaged);
      try {
        BlockCodec.decode(damaged);
      } catch (BadBlock bad) {
        assertEquals(BadBlock.Why.CONTENT, bad.why());
      }
    }
  }

  // Each line: how many bits, their value, what they say. They fill bytes from the lowest bit.
  private static final String VERSION_2 =
      """
      2 2        2 points, as 2 bits
      1 0
      5 2        b
      5 27       /
      5 5        e
      5 27       /
      5 15       o
      5 14       n
      5 5        e
      5 0        the end of b/e/one
      3 4        4 bytes shared
      5 20       t
      5 23       w
      5 15       o
      5 0        the end of b/e/two
      2 0        order as expected: one, two, one, two
      6 5        first monotonic time in 5 bits
      4 4        10 as 20
      6 21       how far wall is ahead, in 21 bits
      20 951424  1,000,000 as 2,000,000
      1 0        times by row
      2 1        as they are
      7 4        in 4 bits
      1 0        none cut
      4 10       10
      4 10       10
      4 11       11
      2 0        wall no further ahead
      2 2        3 states, as 2 bits
      1 1
      3 1        number
      8 1        ok
      1 1        reason 0
      3 3        boolean
      8 1        ok
      1 1        reason 0
      3 0        none
      8 3        down
      2 2        reason 1, new
      1 0
      3 4        4 letters, as 5 in 3 bits
      2 1
      1 0        zeros to a whole byte
      8 0x67     g
      8 0x6f     o
      8 0x6e     n
      8 0x65     e
      2 0        one: state 0
      1 1        to the end
      2 1        two: state 1
      1 0        not to the end
      1 1        1 row
      2 2        state 2
      1 1        to the end
      1 0        another form than the column before
      5 2        2 decimals
      6 13       first in 13 bits
      12 4       2050 as 4100
      1 1        true
      2 3        differences of all, above the least
      7 0        in 0 bits
      6 6        the least in 6 bits
      5 18       25 as 50
      """;

  // One bit less or more in any of these is another version.
  @Test
  void version2IsWrittenLikeThis() throws BadBlock {
    byte[] payload = BlockCodec.encode(300, FOUR);
    assertEquals(bits(VERSION_2), HexFormat.of().formatHex(payload, 8, payload.length));
    assertEquals("ac0204", HexFormat.of().formatHex(payload, 5, 8));
    assertEquals(2, payload[0]);
    BlockCodecTest.assertSame(FOUR, BlockCodec.decode(payload));
    assertEquals(List.of("b/e/one", "b/e/two"), BlockCodec.points(payload));
  }

  // The whole of a plain block, with its checksum.
  @Test
  void bytesOfVersion2() {
    assertEquals(
        "02dc9bf166ac020412bbece70a20bd0f50500548e822505d9c800b880131676f6e654c130d011c6048",
        HexFormat.of().formatHex(BlockCodec.encode(300, FOUR)));
  }

  @Test
  void versionsThatNeverWereAreUnknown() {
    for (int version : new int[] {0, 3, 255}) {
      byte[] payload = BlockCodec.encode(300, FOUR);
      payload[0] = (byte) version;
      Sealing.seal(payload);
      assertEquals(
          BadBlock.Why.VERSION,
          assertThrows(BadBlock.class, () -> BlockCodec.check(payload)).why());
    }
  }

  private static String hex(String tree) {
    var hex = new StringBuilder();
    tree.lines().forEach(line -> hex.append(line.strip().split("  ")[0].replace(" ", "")));
    return hex.toString();
  }

  private static String bits(String tree) {
    var bits = new java.util.BitSet();
    int at = 0;
    for (String line : tree.strip().split("\n")) {
      String[] words = line.strip().split(" +");
      int width = Integer.parseInt(words[0]);
      long value = Long.decode(words[1]);
      for (int i = 0; i < width; i++) {
        bits.set(at++, (value >>> i & 1) == 1);
      }
    }
    byte[] bytes = java.util.Arrays.copyOf(bits.toByteArray(), (at + 7) >> 3);
    return HexFormat.of().formatHex(bytes);
  }
}
