package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.modbus.Exchange;
import io.arxos.driver.modbus.Maps;
import io.arxos.driver.modbus.WordDecoder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Answers of Modbus units read as SunSpec, whose models and scales they say themselves: unit and
/// function, address, how many words, the words.
public final class WordsFuzzTest {
  private static final int HEAD = 5;
  private static final int EXCHANGES_MAX = 16;

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Limits.within(() -> decoded(data));
  }

  private static boolean decoded(byte[] data) {
    var decoder = WordDecoder.of(Maps.named("sunspec", _ -> {}).orElseThrow());
    boolean good = false;
    int at = 0;
    for (int i = 0; i < EXCHANGES_MAX && at + HEAD <= data.length; i++) {
      int count = Math.min(data[at + 4] & 0xFF, (data.length - at - HEAD) / 2);
      int[] words = new int[count];
      int first = at + HEAD;
      Arrays.setAll(words, word -> u16(data, first + 2 * word));
      var exchange = new Exchange(data[at] & 0xFF, data[at + 1] & 0xFF, u16(data, at + 2), words);
      good |=
          decoder.decode(exchange).stream().anyMatch(one -> one.reading() instanceof Reading.Good);
      at = first + 2 * count;
    }
    return good;
  }

  private static int u16(byte[] data, int at) {
    return (data[at] & 0xFF) << 8 | data[at + 1] & 0xFF;
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("words").replay(WordsFuzzTest::takes);
    assertTrue(ends.understood() > 10 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader that trusts the number of words.
  @Test
  void readerThatTrustsCountsIsFound() {
    Corpus.of("words").finds(data -> data[HEAD + 2 * (data[4] & 0xFF) - 1] != 7);
  }
}
