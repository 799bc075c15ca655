package io.arxos.gateway.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;

/// Lines of JSON, read one after the other. A line that is none is told as such, with the reason,
/// and the next one is read; a line that is too long is skipped to its end without being kept.
final class NdjsonLines {
  static final int LINE_BYTES_MAX = 12 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final InputStream in;
  private long number;

  /// A line of the input.
  sealed interface Line {
    /// From 1; empty lines count.
    long number();

    record Good(long number, ObjectNode object) implements Line {}

    record Bad(long number, String reason) implements Line {}
  }

  /// A key of a line that is missing or wrong.
  static final class KeyException extends Exception {
    private static final long serialVersionUID = 1L;

    KeyException(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  NdjsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// The next line that is not empty; nothing at the end.
  Optional<Line> next() throws IOException {
    while (true) {
      var bytes = new ByteArrayOutputStream();
      long length = 0;
      int one = in.read();
      boolean end = one < 0;
      while (one >= 0 && one != '\n') {
        if (++length <= LINE_BYTES_MAX) {
          bytes.write(one);
        }
        one = in.read();
      }
      if (end) {
        return Optional.empty();
      }
      number++;
      if (length > LINE_BYTES_MAX) {
        return Optional.of(
            new Line.Bad(number, "line is longer than " + (LINE_BYTES_MAX >> 20) + " MiB"));
      }
      Optional<Line> line = line(bytes.toByteArray());
      if (line.isPresent()) {
        return line;
      }
    }
  }

  private Optional<Line> line(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (number == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          JSON.readTree(text) instanceof ObjectNode object
              ? new Line.Good(number, object)
              : new Line.Bad(number, "line is not a JSON object"));
    } catch (CharacterCodingException _) {
      return Optional.of(new Line.Bad(number, "line is not UTF-8 text"));
    } catch (JsonProcessingException _) {
      return Optional.of(new Line.Bad(number, "line is not JSON"));
    }
  }

  /// A text that must be there.
  static String text(ObjectNode line, String key) throws KeyException {
    JsonNode value = line.path(key);
    if (!value.isTextual()) {
      throw new KeyException(value.isMissingNode() ? "no " + key : key + " is not a text");
    }
    return value.textValue();
  }

  /// `payload_base64`: base64 of RFC 4648, in its usual or its URL form, with or without padding.
  static byte[] payload(ObjectNode line) throws KeyException {
    String text = text(line, "payload_base64").strip();
    String usual = text.replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(usual);
    } catch (IllegalArgumentException _) {
      throw new KeyException("payload_base64 is not base64");
    }
  }

  /// `received_at`: RFC 3339.
  static Instant receivedAt(ObjectNode line) throws KeyException {
    String text = text(line, "received_at");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new KeyException("received_at is not a time of RFC 3339");
    }
  }

  /// True or false, or false when it is not there.
  static boolean flag(ObjectNode line, String key) throws KeyException {
    JsonNode value = line.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new KeyException(key + " is neither true nor false");
    }
    return value.booleanValue();
  }
}
