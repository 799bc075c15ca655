package io.arxos.driver.mqtt.sparkplug;

import static io.arxos.driver.mqtt.sparkplug.TestPayload.DOUBLE;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.mqtt.sparkplug.TestPayload.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadsTest {
  private static SparkplugPayload read(byte[] bytes) {
    return assertInstanceOf(Payloads.Read.class, Payloads.read(bytes)).payload();
  }

  // By hand, field by field.
  private static final String GOLDEN =
      """
      08 AA A5 9C D0 A0 2B
      12 28
        0A 01 54
        10 05
        18 AA A5 9C D0 A0 2B
        20 09
        28 01
        4A 11
          0A 07 65 6E 67 55 6E 69 74
          12 06
            08 0C
            42 02 C2 B0
        65 CD CC B8 41
      18 FF 01
      """;

  @Test
  void goldenBytes() {
    // timestamp; metric: name T, alias 5, timestamp, Float, historical, engUnit °, 23.1; seq 255
    byte[] bytes = HexFormat.of().parseHex(GOLDEN.replaceAll("\\s", ""));
    SparkplugPayload payload = read(bytes);
    assertEquals(1_486_226_920_106L, payload.timestamp());
    assertEquals(255L, payload.seq());
    Metric metric = payload.metrics().getFirst();
    assertEquals("T", metric.name());
    assertEquals(5L, metric.alias());
    assertEquals(9, metric.type());
    assertEquals(true, metric.historical());
    assertEquals("°", Properties.unit(metric.properties()));
    assertEquals(new Raw.Real(23.1, true), metric.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "DEFLATE"})
  void compressedPayloads(String algorithm) throws IOException {
    byte[] inner = TestPayload.at(5).seq(3).real("X", 1.5).bytes();
    var body = new ByteArrayOutputStream();
    try (OutputStream out =
        algorithm.equals("GZIP") ? new GZIPOutputStream(body) : new DeflaterOutputStream(body)) {
      out.write(inner);
    }
    byte[] outer =
        TestPayload.at(6)
            .seq(4)
            .metric(of("algorithm", 12, out -> out.writeString(15, algorithm)))
            .with(out -> out.writeString(4, "SPBV1.0_COMPRESSED"))
            .with(out -> out.writeByteArray(5, body.toByteArray()))
            .bytes();
    SparkplugPayload payload = read(outer);
    assertEquals("X", payload.metrics().getFirst().name());
    assertEquals(3L, payload.seq());
  }

  @Test
  void bombIsNotOpened() throws IOException {
    var body = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(body)) {
      out.write(new byte[8 << 20]);
    }
    byte[] outer =
        TestPayload.at(6)
            .with(out -> out.writeString(4, "SPBV1.0_COMPRESSED"))
            .with(out -> out.writeByteArray(5, body.toByteArray()))
            .bytes();
    assertInstanceOf(Payloads.Malformed.class, Payloads.read(outer));
  }

  @Test
  void limitsHold() {
    var many = TestPayload.at(1);
    for (int i = 0; i <= PayloadReader.ITEMS_MAX; i++) {
      many.metric();
    }
    assertInstanceOf(Payloads.Malformed.class, Payloads.read(many.bytes()));
    Field nested = of("x", DOUBLE, out -> out.writeDouble(13, 1));
    for (int i = 0; i < 20; i++) {
      Field inner = nested;
      byte[] template =
          TestPayload.write(
              List.of(out -> out.writeByteArray(2, TestPayload.write(List.of(inner)))));
      nested = out -> out.writeByteArray(18, template);
    }
    assertInstanceOf(
        Payloads.Malformed.class, Payloads.read(TestPayload.at(1).metric(nested).bytes()));
    assertInstanceOf(Payloads.Malformed.class, Payloads.read(new byte[(1 << 20) + 1]));
  }

  @Test
  void unknownFieldsArePassedOver() {
    byte[] bytes =
        TestPayload.at(1)
            .with(out -> out.writeString(99, "new"))
            .with(out -> out.writeFixed64(3, 7)) // of another wire type
            .real("X", 1)
            .bytes();
    assertEquals(null, read(bytes).seq());
    assertEquals("X", read(bytes).metrics().getFirst().name());
  }

  @Test
  void anyBytesAreAnswered() {
    var random = new SplittableRandom(3);
    byte[] good = HexFormat.of().parseHex(GOLDEN.replaceAll("\\s", ""));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Payloads.read(bytes);
    }
  }
}
