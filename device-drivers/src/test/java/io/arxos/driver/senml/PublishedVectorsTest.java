package io.arxos.driver.senml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What RFC 8428 prints, in JSON and in CBOR, against what it says it means.
final class PublishedVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final JsonNode VECTORS = vectors();

  private static JsonNode vectors() {
    try (var file = PublishedVectorsTest.class.getResourceAsStream("rfc8428.json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(VECTORS.get("cases").spliterator(), false);
  }

  static Stream<JsonNode> invalid() {
    return StreamSupport.stream(VECTORS.get("invalid").spliterator(), false);
  }

  static Stream<JsonNode> cbor() {
    return StreamSupport.stream(VECTORS.get("cbor").spliterator(), false);
  }

  private static byte[] bytes(JsonNode vector) {
    String raw = vector.has("raw") ? vector.get("raw").asText() : vector.get("pack").toString();
    return raw.getBytes(StandardCharsets.UTF_8);
  }

  private static Instant now(JsonNode vector) {
    return Instant.ofEpochSecond(vector.path("now").asLong(2_000_000_000));
  }

  private static List<SenmlRecord> records(byte[] bytes, boolean cbor, Instant now) {
    return assertInstanceOf(SenmlPack.Records.class, SenmlPack.parse(bytes, cbor, now)).records();
  }

  private static void assertResolved(JsonNode expected, List<SenmlRecord> records) {
    assertEquals(expected.size(), records.size());
    for (int i = 0; i < records.size(); i++) {
      JsonNode e = expected.get(i);
      SenmlRecord r = records.get(i);
      assertEquals(e.get("n").asText(), r.name());
      assertEquals(e.path("u").asText(), r.unit());
      assertEquals(e.get("t").asDouble(), r.time().toEpochMilli() / 1000.0);
      assertEquals(value(e), assertInstanceOf(Reading.Good.class, r.value()).value());
    }
  }

  private static Value value(JsonNode e) {
    if (e.has("v")) {
      return new Value.Num(e.get("v").asDouble());
    }
    return e.has("vb")
        ? new Value.Bool(e.get("vb").asBoolean())
        : new Value.Text(e.path("vs").asText(e.path("vd").asText()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jsonIsResolved(JsonNode vector) {
    assertResolved(vector.get("resolved"), records(bytes(vector), false, now(vector)));
  }

  // The same packs in CBOR, by names and not by numbers, which a reader must take as well.
  @ParameterizedTest
  @MethodSource("cases")
  void cborSaysTheSame(JsonNode vector) throws JsonProcessingException {
    byte[] bytes = CBOR.writeValueAsBytes(vector.get("pack"));
    assertTrue(SenmlPack.looksLikeCbor(bytes));
    assertResolved(vector.get("resolved"), records(bytes, true, now(vector)));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void wrongIsRefused(JsonNode vector) {
    assertTrue(SenmlPackTest.isRefused(SenmlPack.parse(bytes(vector), false, now(vector))));
  }

  @ParameterizedTest
  @MethodSource("cbor")
  void printedBytesSayWhatThePrintedJsonSays(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.get("hex").asText());
    assertTrue(SenmlPack.looksLikeCbor(bytes));
    assertEquals(records(bytes(vector), false, now(vector)), records(bytes, true, now(vector)));
    // The control: a bit of the half float that says when.
    bytes[bytes.length - 60] ^= 1;
    assertNotEquals(
        SenmlPack.parse(bytes(vector), false, now(vector)),
        SenmlPack.parse(bytes, true, now(vector)));
  }
}
