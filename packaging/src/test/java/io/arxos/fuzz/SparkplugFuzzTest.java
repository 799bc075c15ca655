package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.mqtt.MqttDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Births, data and deaths of Sparkplug nodes, in any order.
public final class SparkplugFuzzTest {
  private static final List<String> TOPICS =
      List.of(
          "spBv1.0/G/NBIRTH/N",
          "spBv1.0/G/DBIRTH/N/D",
          "spBv1.0/G/NDATA/N",
          "spBv1.0/G/DDATA/N/D",
          "spBv1.0/G/NDEATH/N",
          "spBv1.0/G/DDEATH/N/D",
          "spBv1.0/G/DBIRTH/N/E",
          "spBv1.0/G/DDATA/N/E",
          "spBv1.0/STATE/host",
          "spBv1.0/G/NCMD/N");

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Limits.within(
        () -> Messages.understood(MqttDecoder.of("sparkplug").orElseThrow(), TOPICS, data));
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("sparkplug").replay(SparkplugFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 20, ends.toString());
  }

  // The control: a reader that trusts the length of the first field.
  @Test
  void readerThatTrustsLengthsIsFound() {
    Corpus.of("sparkplug")
        .finds(data -> {
          byte[] payload = Messages.first(data);
          return payload.length > 8 && payload[8 + (payload[8] & 0xFF)] != 0;
        });
  }
}
