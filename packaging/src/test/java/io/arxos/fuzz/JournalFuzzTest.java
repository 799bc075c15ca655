package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.JournalBridge;
import org.junit.jupiter.api.Test;

/// The journal's bookkeeping as it lies on the disk: headers, marks and gap records.
public final class JournalFuzzTest {
  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Memory.within(
        16L << 20, () -> JournalBridge.readsHeader(data) | JournalBridge.opens(data));
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("journal").replay(JournalFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader that takes eight bytes where a value has fewer.
  @Test
  void readerThatTrustsLengthsIsFound() {
    Corpus.of("journal").finds(data -> data[data.length - 8] >= 0);
  }
}
