package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that follow no standard.
final class HostileInputTest {
  private static final int ROUNDS = 4_000;
  private static final List<Integer> FORMATS =
      List.of(-1, 0, 40, 42, 50, 60, 62, 63, 110, 111, 112, 113, 11_542, 11_543, 11_544, 9_999);
  private static final List<String> PATHS =
      List.of("", "/3/0", "/3303", "/3303/0/5700", "sensors/temp", "/3/0/7/1", "/70000/1");
  private static final List<byte[]> SEEDS =
      List.of(
          "{\"bn\":\"/3/0/\",\"e\":[{\"n\":\"0\",\"v\":1e9,\"t\":-5}]}".getBytes(UTF_8),
          "[{\"bn\":\"a\",\"n\":\"5700\",\"u\":\"Cel\",\"v\":1}]".getBytes(UTF_8),
          "{\"3311\":[{\"5850\":1,\"9003\":0}],\"t\":1767600000}".getBytes(UTF_8),
          HexFormat.of().parseHex("A1190CE7A100A2191644F94DE019164563436560"),
          HexFormat.of().parseHex("080011C10003C1010087024107076101360 1C1037F".replace(" ", "")),
          HexFormat.of()
              .parseHex("84183C4DA16B74656D70657261747572651500 43312E35".replace(" ", "")),
          "</a>;rt=\"x\";ct=40,</b>;obs".getBytes(UTF_8));

  // A failing seed is its own test: the name says which.
  @ParameterizedTest
  @ValueSource(longs = {5683, 7252, 8428})
  void changedBytesGiveReadingsAndNeverAnException(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).clone();
      for (int change = random.nextInt(6); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int format = FORMATS.get(random.nextInt(FORMATS.size()));
      String path = PATHS.get(random.nextInt(PATHS.size()));
      assertFalse(Content.decode(path, format, bytes, Decoded.NOW).isEmpty());
      Links.parse(bytes);
    }
  }

  @Test
  void depthAndLengthAreBounded() {
    byte[] deepCbor = new byte[60_000];
    java.util.Arrays.fill(deepCbor, (byte) 0x81);
    byte[] deepJson = "[".repeat(60_000).getBytes(UTF_8);
    byte[] endless = HexFormat.of().parseHex("9BFFFFFFFFFFFFFFFF");
    byte[] huge = HexFormat.of().parseHex("5B7FFFFFFFFFFFFFFF");
    byte[] wide = wide();
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (byte[] bytes : List.of(deepCbor, deepJson, endless, huge, wide)) {
            for (int format : FORMATS) {
              assertFalse(Content.decode("/3303/0", format, bytes, Decoded.NOW).isEmpty());
            }
          }
        });
  }

  private static byte[] wide() {
    return ("[0" + ",0".repeat(30_000) + "]").getBytes(UTF_8);
  }
}
