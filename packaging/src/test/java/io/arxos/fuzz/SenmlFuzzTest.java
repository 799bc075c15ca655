package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.senml.SenmlMeaning;
import io.arxos.driver.senml.SenmlPack;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Packs of measurements, in JSON and in CBOR.
public final class SenmlFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Limits.within(() -> read(data, true) | read(data, false));
  }

  private static boolean read(byte[] data, boolean cbor) {
    SenmlPack.stream(data, cbor, NOW);
    if (SenmlPack.parse(data, cbor, NOW) instanceof SenmlPack.Records(var records)) {
      records.forEach(SenmlMeaning::of);
      return true;
    }
    return false;
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("senml").replay(SenmlFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader to which every list ends.
  @Test
  void readerThatTrustsTheEndIsFound() {
    Corpus.of("senml").finds(data -> data[data.length - 1] != '[' && data[0] != 'x');
  }
}
