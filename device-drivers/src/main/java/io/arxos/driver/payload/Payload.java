package io.arxos.driver.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Value;
import io.arxos.driver.payload.PayloadForm.At;
import io.arxos.driver.payload.PayloadForm.Condition;
import io.arxos.driver.payload.PayloadForm.Metric;
import io.arxos.driver.payload.PayloadForm.Rendered;
import io.arxos.driver.payload.PayloadForm.Senml;
import io.arxos.driver.payload.PayloadForm.Whole;
import io.arxos.driver.senml.SenmlPack;
import io.arxos.driver.template.PlainJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of one message, read for one point after the other. For one thread.
public final class Payload {
  public static final int BYTES_MAX = 64 * 1024;
  private static final int SAMPLE_CHARACTERS_MAX = 256;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // NaN is a fault of one value only
          .build();

  private final byte[] bytes;
  private final @Nullable Instant receivedAt;
  private @Nullable Object parsed; // JsonNode, or the reason as String why it is none
  private @Nullable Map<String, Object> variables; // of templates
  private @Nullable SenmlPack pack;
  private @Nullable JsonPointer innerPlace;
  private @Nullable Object inner; // the same for the document in the text at innerPlace

  public Payload(byte[] bytes) {
    this(bytes, null);
  }

  /// @param receivedAt null when nobody knows: then a local time without a zone is no time
  public Payload(byte[] bytes, @Nullable Instant receivedAt) {
    this.bytes = bytes;
    this.receivedAt = receivedAt;
  }

  /// The reading of one point; never throws.
  ///
  /// @param said what the protocol says about the message; the device's own time is added to it
  public Reading read(PayloadForm form, Origin said) {
    return seek(form, said)
        .orElseGet(() -> new Bad(Kind.FAULT, "no value at " + form.place().path(), said));
  }

  /// The reading of one point, or empty when the form is partial and the message is not about the
  /// point; never throws.
  public Optional<Reading> seek(PayloadForm form, Origin said) {
    if (bytes.length == 0 && form.partial()) {
      return Optional.empty();
    }
    if (bytes.length == 0 || bytes.length > BYTES_MAX) {
      String reason = bytes.length == 0 ? "payload is empty" : "payload is longer than 64 KiB";
      return Optional.of(new Bad(Kind.FAULT, reason, said));
    }
    for (Condition condition : form.conditions()) {
      if (!holds(condition)) {
        return Optional.empty();
      }
    }
    return switch (form.place()) {
      case Whole _ -> Optional.of(whole(form, said));
      case At at -> at(at, form, said);
      case Rendered(Rendering rendering) -> rendered(rendering, form, said);
      case Senml senml -> {
        List<Reading> all = records(senml, form, said);
        yield all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
      }
      case Metric _ -> Optional.empty();
    };
  }

  /// What a message says, shortened for people.
  public static String sample(byte[] bytes) {
    String text = bytes.length > BYTES_MAX ? null : utf8(bytes);
    if (text == null) {
      return bytes.length + " bytes";
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= SAMPLE_CHARACTERS_MAX ? line : line.substring(0, SAMPLE_CHARACTERS_MAX);
  }

  /// A number as devices expect it: the shortest decimal, without an exponent.
  public static String text(Value value) {
    return switch (value) {
      case Value.Num(double number) ->
          number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      case Value.Int(long number) -> Long.toString(number);
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Text(String text) -> text;
    };
  }

  /// The document, or empty when the bytes are none.
  public Optional<JsonNode> json() {
    return bytes.length <= BYTES_MAX && document() instanceof JsonNode root && !root.isMissingNode()
        ? Optional.of(root)
        : Optional.empty();
  }

  /// The bytes as text, or empty when they are none.
  public Optional<String> text() {
    return bytes.length > BYTES_MAX ? Optional.empty() : Optional.ofNullable(utf8(bytes));
  }

  private Reading whole(PayloadForm form, Origin said) {
    String text = utf8(bytes);
    return text == null
        ? new Bad(Kind.FAULT, "payload is not UTF-8 text", said)
        : Scalars.read(text.strip(), form.words(), "payload", said);
  }

  private Optional<Reading> at(At at, PayloadForm form, Origin said) {
    Object document = document();
    if (!(document instanceof JsonNode root)) {
      return Optional.of(new Bad(Kind.FAULT, String.valueOf(document), said));
    }
    JsonNode node = at.within() == null ? root.at(at.pointer()) : inner(root, at, at.within());
    if (form.partial() && node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(node(node, at.path(), form.words(), timed(root, form, said)));
  }

  /// What a template gives for the whole message; empty when it gives nothing.
  private Optional<Reading> rendered(Rendering rendering, PayloadForm form, Origin said) {
    Origin origin =
        form.time() != null && document() instanceof JsonNode root ? timed(root, form, said) : said;
    return switch (render(rendering)) {
      case io.arxos.driver.template.Rendered.Failed(String reason, boolean missing) ->
          form.partial() && missing
              ? Optional.empty()
              : Optional.of(new Bad(Kind.FAULT, reason, origin));
      case io.arxos.driver.template.Rendered.Text(String text) -> {
        if (text.isEmpty() && form.partial()) {
          yield Optional.empty();
        }
        // None is what a template makes of null: the device says that it has no value.
        yield Optional.of(
            text.isEmpty() || text.equals("None")
                ? new Bad(Kind.FAULT, "the template gives no value", origin)
                : Scalars.read(text, form.words(), "what the template gives", origin));
      }
    };
  }

  /// What a template makes of the message.
  public io.arxos.driver.template.Rendered render(Rendering rendering) {
    if (variables == null) {
      var all = new HashMap<String, Object>();
      text().ifPresent(text -> all.put("value", text));
      json().ifPresent(root -> all.put("value_json", PlainJson.of(root)));
      variables = all;
    }
    ZonedDateTime now = receivedAt == null ? null : receivedAt.atZone(ZoneOffset.UTC);
    return rendering.template().render(variables, now);
  }

  /// The last record of that name. Every reading of one point in the order in which the message has
  /// them: a pack may hold many.
  public List<Reading> all(PayloadForm form, Origin said) {
    boolean many = form.place() instanceof Senml && bytes.length > 0 && bytes.length <= BYTES_MAX;
    return many && form.conditions().isEmpty()
        ? records((Senml) form.place(), form, said)
        : seek(form, said).stream().toList();
  }

  private List<Reading> records(Senml place, PayloadForm form, Origin said) {
    if (pack == null) {
      pack =
          SenmlPack.parse(
              bytes,
              SenmlPack.looksLikeCbor(bytes),
              receivedAt == null ? Instant.EPOCH : receivedAt);
    }
    return switch (pack) {
      case SenmlPack.Malformed(String reason) -> List.of(new Bad(Kind.FAULT, reason, said));
      case SenmlPack.Records(var records) -> {
        List<Reading> all =
            records.stream()
                .filter(one -> one.name().equals(place.name()))
                .filter(one -> place.unit().isEmpty() || one.unit().equals(place.unit()))
                .map(one -> one.value(said))
                .toList();
        yield all.isEmpty() && !form.partial()
            ? List.of(new Bad(Kind.FAULT, "no record " + place.path(), said))
            : all;
      }
    };
  }

  private Origin timed(JsonNode root, PayloadForm form, Origin said) {
    TimeForm time = form.time();
    Instant measured = time == null ? null : time.in(root, said.retained() ? null : receivedAt);
    return measured == null
        ? said
        : new Origin(measured, said.sequence(), said.retained(), said.repeat());
  }

  private JsonNode inner(JsonNode root, At at, JsonPointer within) {
    JsonNode text = root.at(within);
    if (!text.isTextual()) {
      return text.at(at.pointer());
    }
    if (inner == null || !within.equals(innerPlace)) {
      innerPlace = within;
      inner = parse(text.textValue().getBytes(UTF_8));
    }
    return inner instanceof JsonNode document
        ? document.at(at.pointer())
        : MissingNode.getInstance();
  }

  private boolean holds(Condition condition) {
    return document() instanceof JsonNode root
        && root.at(condition.pointer()).asText("").equals(condition.text());
  }

  private Object document() {
    if (parsed == null) {
      parsed = parse(bytes);
    }
    return parsed;
  }

  private static Object parse(byte[] bytes) {
    try {
      // Not as bytes: Jackson would guess the encoding, and JSON between systems is UTF-8 (RFC
      // 8259).
      String text = utf8(bytes);
      return text == null ? "payload is not UTF-8 text" : JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return "payload is not JSON";
    }
  }

  private static Reading node(JsonNode node, String path, TruthWords words, Origin origin) {
    String place = "value at " + path;
    return switch (node.getNodeType()) {
      case NUMBER ->
          words.asText()
              ? Scalars.read(node.asText(), words, place, origin)
              : Scalars.number(node.doubleValue(), place, origin);
      case BOOLEAN ->
          words.asText() || words.type() == TruthWords.Type.NUMBER
              ? Scalars.read(node.asText(), words, place, origin)
              : new Good(new Value.Bool(node.booleanValue()), origin);
      case STRING -> Scalars.read(node.textValue().strip(), words, place, origin);
      case NULL, MISSING -> new Bad(Kind.FAULT, "no " + place, origin);
      case ARRAY, OBJECT, BINARY, POJO ->
          new Bad(Kind.FAULT, place + " is not a plain value", origin);
    };
  }

  /// Without the mark that some write before their text, and the zeros that end a text in C.
  private static @Nullable String utf8(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    int to = bytes.length;
    while (to > from && bytes[to - 1] == 0) {
      to--;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
