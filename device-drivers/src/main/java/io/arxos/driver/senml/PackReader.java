package io.arxos.driver.senml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.arxos.driver.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// From bytes to maps of labels.
final class PackReader {
  private static final int DEPTH_MAX = 16;
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEPTH_MAX)
          .maxNumberLength(400)
          .maxStringLength(SenmlPack.BYTES_MAX)
          .maxNameLength(SenmlPack.BYTES_MAX)
          .build();
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(LIMITS)
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());
  private static final ObjectMapper CBOR =
      new ObjectMapper(
          CBORFactory.builder()
              .streamReadConstraints(LIMITS)
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(CBORParser.Feature.DECODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
              .enable(CBORParser.Feature.READ_SIMPLE_VALUE_AS_EMBEDDED_OBJECT)
              .build());

  private PackReader() {}

  static SenmlPack read(byte[] bytes, boolean cbor, Instant now, boolean endless) {
    if (bytes.length == 0 || bytes.length > SenmlPack.BYTES_MAX) {
      return new SenmlPack.Malformed(
          bytes.length == 0 ? "payload is empty" : "payload is longer than 64 KiB");
    }
    var resolver = new Resolver(cbor, now);
    String wrong;
    try (JsonParser parser = parser(bytes, cbor)) {
      wrong = resolveAll(parser, resolver);
    } catch (JsonEOFException _) {
      wrong = endless ? "" : "pack is cut short";
    } catch (CharacterCodingException _) {
      wrong = "payload is not UTF-8 text";
    } catch (IOException _) {
      wrong = cbor ? "payload is not CBOR" : "payload is not JSON";
    } catch (RuntimeException _) { // of the parser
      wrong = "payload cannot be read";
    }
    return wrong.isEmpty() ? result(resolver.records()) : new SenmlPack.Malformed(wrong);
  }

  private static SenmlPack result(List<SenmlRecord> records) {
    if (records.isEmpty()) {
      return new SenmlPack.Malformed("pack has no records");
    }
    for (SenmlRecord record : records) {
      if (Resolver.isName(record.name())) {
        return new SenmlPack.Records(records);
      }
    }
    boolean bad = records.getFirst().value() instanceof Reading.Bad;
    return new SenmlPack.Malformed(
        bad ? ((Reading.Bad) records.getFirst().value()).reason() : "pack has no records");
  }

  private static JsonParser parser(byte[] bytes, boolean cbor) throws IOException {
    if (cbor) {
      return CBOR.createParser(bytes);
    }
    // Not as bytes: Jackson would guess the encoding.
    var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return JSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /// The reason why not; empty when all is well. One record without a list around it is a list of
  /// one: some devices say it so.
  private static String resolveAll(JsonParser parser, Resolver resolver) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
      return "payload is not a pack";
    }
    boolean list = token == JsonToken.START_ARRAY;
    if (list) {
      token = parser.nextToken();
    }
    while (token == JsonToken.START_OBJECT) {
      String wrong = resolver.add(parser.<JsonNode>readValueAsTree());
      if (!wrong.isEmpty()) {
        return wrong;
      }
      token = parser.nextToken();
    }
    if (list && token == null) {
      throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "in a list");
    }
    if (list && token != JsonToken.END_ARRAY) {
      return "record is not a map";
    }
    return (list ? parser.nextToken() : token) == null ? "" : "bytes after the pack";
  }
}
