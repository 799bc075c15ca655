package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.senml.SenmlPack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One payload and everything it says.
public final class Content {
  public static final int BYTES_MAX = 64 * 1024;
  private static final int MULTIPARTS_MAX = 16;
  private static final int HEX_BYTES_MAX = Value.TEXT_BYTES_MAX / 2;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(400)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String path;
  private final @Nullable ObjectPath asked;
  private final Instant now;

  private Content(String path, Instant now) {
    this.path = path;
    this.asked = ObjectPath.below(path);
    this.now = now;
  }

  /// Every value of a payload, at least one; never throws.
  ///
  /// @param path of the resource, with or without its first slash
  /// @param format content format by number; [Formats#NONE] when the message does not say
  /// @param now when it was received
  public static List<Found> decode(String path, int format, byte[] payload, Instant now) {
    if (payload.length > BYTES_MAX) {
      return List.of(Found.bad("payload is longer than 64 KiB"));
    }
    try {
      var content = new Content(path.replaceAll("^/+|/+$", ""), now);
      List<Found> found = content.found(Formats.registered(format), payload, 0);
      return found.isEmpty() ? List.of(Found.bad("payload has no values")) : found;
    } catch (RuntimeException _) { // of a parser, on input nobody expected
      return List.of(Found.bad("payload cannot be read"));
    }
  }

  /// A document as JSON, where it is CBOR; empty when it is not.
  public static Optional<byte[]> json(int format, byte[] payload) {
    if (Formats.registered(format) != Formats.CBOR || payload.length > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.valueToTree(plain(Cbor.parse(payload)));
      return Optional.of(root.toString().getBytes(UTF_8));
    } catch (Cbor.CborException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private List<Found> found(int format, byte[] bytes, int depth) {
    String refusal = Formats.refusal(format);
    if (!refusal.isEmpty()) {
      return List.of(Found.bad(refusal));
    }
    return switch (format) {
      case Formats.TEXT -> text(bytes);
      case Formats.OCTETS -> octets(bytes);
      case Formats.JSON, Formats.LWM2M_JSON -> json(bytes);
      case Formats.CBOR, Formats.LWM2M_CBOR -> cbor(bytes);
      case Formats.CBOR_SEQUENCE -> sequence(bytes);
      case Formats.MULTIPART -> multipart(bytes, depth);
      case Formats.SENML_JSON -> senml(SenmlPack.parse(bytes, false, now));
      case Formats.SENSML_JSON -> senml(SenmlPack.stream(bytes, false, now));
      case Formats.SENML_CBOR -> senml(SenmlPack.parse(bytes, true, now));
      case Formats.SENSML_CBOR -> senml(SenmlPack.stream(bytes, true, now));
      case Formats.LWM2M_TLV -> tlv(bytes);
      case Formats.NONE -> noted(guess(bytes), "the message has no content format");
      default -> noted(guess(bytes), "content format " + format + " is not known");
    };
  }

  private List<Found> senml(SenmlPack pack) {
    return SenmlContent.of(pack, asked);
  }

  private ObjectPath place() {
    return Objects.requireNonNullElse(asked, ObjectPath.ROOT);
  }

  private List<Found> text(byte[] bytes) {
    if (asked != null && asked.isResource()) {
      String text = Typed.decoded(bytes);
      return text == null
          ? noted(octets(bytes), "bytes that are no text, whatever the content format says")
          : typedText(text, bytes);
    }
    if (looksLikeJson(bytes)) {
      return noted(json(bytes), "JSON, though the content format says text");
    }
    return TextContent.of(path, bytes);
  }

  /// A device may write the unit behind the number even where LwM2M says no such thing.
  private List<Found> typedText(String text, byte[] bytes) {
    if (looksLikeJson(bytes)) {
      return noted(json(bytes), "JSON, though the content format says text");
    }
    List<Found> typed = raw(new Raw.Plain(text));
    boolean bad = typed.getFirst().reading() instanceof Reading.Bad;
    List<Found> loose = bad && !text.isBlank() ? TextContent.of(path, bytes) : List.of();
    boolean number =
        !loose.isEmpty() && loose.getFirst().reading() instanceof Reading.Good(Value.Num _, var _);
    return number ? loose : typed;
  }

  private List<Found> raw(Raw.Form form) {
    return ObjectValues.of(List.of(new Raw(place(), form, null)), place());
  }

  private List<Found> octets(byte[] bytes) {
    if (bytes.length == 0) {
      return List.of(Found.bad("payload is empty"));
    }
    if (asked != null && asked.isResource()) {
      String text = Typed.decoded(bytes);
      boolean opaque =
          ObjectTable.resource(asked.object(), asked.resource()).type() == ObjectTable.Type.OPAQUE;
      boolean plain = !opaque && text != null && Typed.isPrintable(text);
      List<Found> typed = plain ? typedText(Objects.requireNonNull(text), bytes) : List.of();
      boolean good = plain && typed.getFirst().reading() instanceof Reading.Good;
      return good ? typed : raw(new Raw.Binary(bytes));
    }
    String text = Typed.decoded(bytes);
    if (text != null && Typed.isPrintable(text)) {
      return noted(text(bytes), "text, though the content format says bytes");
    }
    if (bytes.length > HEX_BYTES_MAX) {
      return List.of(Found.bad("nothing says what these bytes mean"));
    }
    var hex = new Value.Text(HexFormat.of().formatHex(bytes));
    Found whole = new Found(path, Found.Part.WHOLE, "", Meaning.UNKNOWN, Reading.good(hex), false);
    return noted(List.of(whole), "nothing says what these bytes mean");
  }

  private List<Found> json(byte[] bytes) {
    if (bytes.length == 0) {
      return List.of(Found.bad("payload is empty"));
    }
    String text = Typed.decoded(bytes);
    if (text == null) {
      return List.of(Found.bad("payload is not UTF-8 text"));
    }
    try {
      JsonNode root = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
      return document(root, bytes);
    } catch (JsonProcessingException _) {
      return List.of(Found.bad("payload is not JSON"));
    }
  }

  private List<Found> document(JsonNode root, byte[] bytes) {
    if (looksLikeSenml(root)) {
      return noted(senml(SenmlPack.parse(bytes, false, now)), "SenML by its records");
    }
    if (Lwm2mJson.looksSo(root)) {
      List<Found> found = ObjectValues.of(Lwm2mJson.parse(root, place(), now), place());
      return found.isEmpty() ? List.of(Found.bad("no entry names a resource")) : found;
    }
    if (NumberedObjects.looksSo(root)) {
      List<Found> found = ObjectValues.of(NumberedObjects.parse(root), ObjectPath.ROOT);
      return found.isEmpty() ? JsonContent.of(path, root) : found;
    }
    if (ShellyStatus.looksSo(root)) {
      return ShellyStatus.of(root);
    }
    if (asked != null && NumberedObjects.isNumbered(root)) {
      List<Found> found = ObjectValues.of(NumberedObjects.below(root, asked), asked);
      return found.isEmpty() ? JsonContent.of(path, root) : found;
    }
    if (asked != null && asked.isResource() && root.isValueNode() && !root.isNull()) {
      return raw(NumberedObjects.form(root));
    }
    List<Found> found = JsonContent.of(path, root);
    boolean one = found.size() == 1 && !found.getFirst().name().isEmpty();
    return one && asked != null && asked.isResource() ? List.of(defined(found.getFirst())) : found;
  }

  /// The only value of a document about a resource is what the resource is defined to be.
  private Found defined(Found found) {
    Found definition = raw(new Raw.Wrong("not in the document")).getFirst();
    Meaning own = found.meaning();
    Meaning by = definition.meaning();
    boolean says = !own.unit().isEmpty();
    return new Found(
        definition.name(),
        found.part(),
        found.path(),
        new Meaning(says ? own.unit() : by.unit(), by.brickClass(), by.confidence(), by.reasons()),
        found.reading(),
        definition.writable());
  }

  private static boolean looksLikeSenml(JsonNode root) {
    if (!root.isArray() || root.isEmpty()) {
      return false;
    }
    boolean named = false;
    boolean valued = false;
    for (JsonNode record : root) {
      named |= record.path("n").isTextual() || record.path("bn").isTextual();
      valued |= record.has("v") || record.has("vs") || record.has("vb") || record.has("vd");
    }
    return named && valued;
  }

  private List<Found> cbor(byte[] bytes) {
    try {
      return item(Cbor.parse(bytes), bytes);
    } catch (Cbor.CborException e) {
      return List.of(Found.bad(String.valueOf(e.getMessage())));
    }
  }

  private List<Found> item(Object item, byte[] bytes) {
    if (item instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> map) {
      boolean labels = map.keySet().stream().anyMatch(key -> key instanceof Long);
      if (labels || looksLikeSenml(JSON.valueToTree(plain(item)))) {
        return noted(senml(SenmlPack.parse(bytes, true, now)), "SenML by its records");
      }
    }
    if (item instanceof Map<?, ?> map && isNumbered(map)) {
      List<Found> found = ObjectValues.of(Lwm2mCbor.parse(item, place()), place());
      if (!found.isEmpty()) {
        return found;
      }
    }
    if (asked != null && asked.isResource() && !(item instanceof Map) && !(item instanceof List)) {
      return raw(Lwm2mCbor.form(item));
    }
    return document(JSON.valueToTree(plain(item)), bytes);
  }

  /// Keys of another document may be numbers, too: without an object that was asked for they must
  /// be objects that are known.
  private boolean isNumbered(Map<?, ?> map) {
    return !map.isEmpty()
        && map.entrySet().stream()
            .allMatch(
                one -> one.getKey() instanceof List || isObject(one.getKey(), one.getValue()));
  }

  private boolean isObject(Object key, Object value) {
    boolean id = key instanceof Long number && number >= 0 && number <= ObjectPath.ID_MAX;
    return id
        && (asked != null
            || (value instanceof Map && ObjectTable.object(((Long) key).intValue()) != null));
  }

  private List<Found> sequence(byte[] bytes) {
    try {
      List<Object> items = Cbor.sequence(bytes);
      return items.size() == 1
          ? item(items.getFirst(), bytes)
          : JsonContent.of(path, JSON.valueToTree(plain(items)));
    } catch (Cbor.CborException e) {
      return List.of(Found.bad(String.valueOf(e.getMessage())));
    }
  }

  /// Content formats and bytes in turn (RFC 8710).
  private List<Found> multipart(byte[] bytes, int depth) {
    try {
      if (depth > 0 || !(Cbor.parse(bytes) instanceof List<?> parts)) {
        return List.of(Found.bad("payload is not of several parts"));
      }
      var found = new ArrayList<Found>();
      for (int i = 0; i + 1 < parts.size() && i < 2 * MULTIPARTS_MAX; i += 2) {
        if (parts.get(i) instanceof Long format && parts.get(i + 1) instanceof byte[] part) {
          int number = Math.toIntExact(Math.clamp(format, 0, 65_535));
          found.addAll(found(Formats.registered(number), part, depth + 1));
        }
      }
      return found;
    } catch (Cbor.CborException e) {
      return List.of(Found.bad(String.valueOf(e.getMessage())));
    }
  }

  private List<Found> tlv(byte[] bytes) {
    try {
      List<Raw> raws = Tlv.parse(bytes, place());
      return raws.isEmpty()
          ? List.of(Found.bad("payload has no values"))
          : ObjectValues.of(raws, place());
    } catch (Tlv.TlvException e) {
      return List.of(Found.bad(String.valueOf(e.getMessage())));
    }
  }

  private List<Found> guess(byte[] bytes) {
    String text = Typed.decoded(bytes);
    if (bytes.length == 0 || (text != null && Typed.isPrintable(text))) {
      return noted(text(bytes), "taken for text");
    }
    if (asked != null) {
      List<Found> tlv = tlv(bytes);
      if (tlv.stream().allMatch(one -> one.reading() instanceof Reading.Good)) {
        return noted(tlv, "taken for TLV");
      }
    }
    List<Found> cbor = cbor(bytes);
    if (cbor.stream().anyMatch(one -> one.reading() instanceof Reading.Good)) {
      return noted(cbor, "taken for CBOR");
    }
    return octets(bytes);
  }

  private static boolean looksLikeJson(byte[] bytes) {
    String text = bytes.length < 2 ? "" : new String(bytes, UTF_8).strip();
    return (text.startsWith("{") && text.endsWith("}"))
        || (text.startsWith("[") && text.endsWith("]"));
  }

  /// CBOR as JSON can say it: keys as text, bytes as hexadecimal.
  private static @Nullable Object plain(Object item) {
    return switch (item) {
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) ->
            plain.put(key instanceof byte[] ? "?" : String.valueOf(key), plain(value)));
        yield plain;
      }
      case List<?> list -> list.stream().map(Content::plain).toList();
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Double number when !Double.isFinite(number) -> String.valueOf(number);
      case Cbor.Nothing _ -> null;
      default -> item;
    };
  }

  private static List<Found> noted(List<Found> found, String reason) {
    return found.stream().map(one -> noted(one, reason)).toList();
  }

  private static Found noted(Found one, String reason) {
    Meaning meaning = one.meaning();
    var reasons = new ArrayList<>(meaning.reasons());
    reasons.add(reason);
    return new Found(
        one.name(),
        one.part(),
        one.path(),
        new Meaning(meaning.unit(), meaning.brickClass(), meaning.confidence(), reasons),
        one.reading(),
        one.writable());
  }
}
