package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.coap.CoapDecoder;
import io.arxos.driver.coap.CoapDecoder.Output;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Payloads of CoAP: a byte that chooses content format and path, then the payload.
public final class CoapFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int[] FORMATS = {
    -1, 0, 40, 42, 50, 60, 62, 63, 110, 111, 112, 113, 10_000, 11_542, 11_543, 11_544
  };
  private static final String[] PATHS = {
    "/3303/0/5700", "/3303/0", "/3303", "/3", "/temp", "/.well-known/core", "/", "/0/1/2/3"
  };

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    if (data.length == 0) {
      return false;
    }
    int format = FORMATS[data[0] & 0xF];
    String path = PATHS[(data[0] & 0xFF) >> 4 & 7];
    byte[] payload = Arrays.copyOfRange(data, 1, data.length);
    return Limits.within(
        () -> CoapDecoder.hear(path, format, payload, NOW).stream().anyMatch(CoapFuzzTest::isGood));
  }

  private static boolean isGood(Output output) {
    return switch (output) {
      case Output.Told(var found) -> found.reading() instanceof Reading.Good;
      case Output.Device _ -> true;
    };
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("coap").replay(CoapFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader that trusts the lengths of LwM2M's TLV.
  @Test
  void readerThatTrustsLengthsIsFound() {
    Corpus.of("coap")
        .finds(data -> data.length < 4 || data[0] != 0x1D || data[3 + (data[1] & 7)] != 'x');
  }
}
