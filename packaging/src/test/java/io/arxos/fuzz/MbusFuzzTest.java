package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.mbus.TelegramBridge;
import org.junit.jupiter.api.Test;

/// Telegrams of meters on M-Bus, and their records without a frame around them.
public final class MbusFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Limits.within(() -> TelegramBridge.reads(data));
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("mbus").replay(MbusFuzzTest::takes);
    assertTrue(ends.understood() > 10 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader that trusts the length in the head.
  @Test
  void readerThatTrustsLengthsIsFound() {
    Corpus.of("mbus").finds(data -> data[(data[1] & 0xFF) + 5] == 0x16);
  }
}
