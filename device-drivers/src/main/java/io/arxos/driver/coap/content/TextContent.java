package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Meaning;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.PayloadForm;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A payload that is one plain value.
final class TextContent {
  /// Such as `22.3 C`, the example of RFC 7252 itself.
  private static final Pattern WITH_UNIT =
      Pattern.compile("([+-]?\\d{1,20}(?:\\.\\d{0,20})?)\\s*([^\\d\\s.,:/+-][^\\d,;:]{0,15}[23]?)");

  private static final Pattern NAMED =
      Pattern.compile("[A-Za-z][A-Za-z _-]{0,31}[=:]\\s*([+-]?\\d[^,;:=]{0,40})");

  private TextContent() {}

  /// Such as `T=22.5`: what stands behind the name, when it begins with a digit.
  private static byte[] afterName(byte[] bytes) {
    Matcher matcher = NAMED.matcher(String.valueOf(Typed.decoded(bytes)).strip());
    return matcher.matches() ? matcher.group(1).getBytes(UTF_8) : bytes;
  }

  static List<Found> of(String path, byte[] bytes) {
    byte[] value = afterName(bytes);
    Reading plain = new Payload(value).read(new PayloadForm(null, null), Origin.NONE);
    String name = path;
    if (plain instanceof Good(Value.Text(String text), var origin)) {
      Matcher matcher = WITH_UNIT.matcher(text);
      Optional<Unit> unit =
          matcher.matches() ? ObjectMeaning.unit(matcher.group(2).strip()) : Optional.empty();
      if (unit.isPresent()) {
        var number = new Good(new Value.Num(Double.parseDouble(matcher.group(1))), origin);
        Meaning meaning = Names.meaning(unit.get().code(), name, number);
        return List.of(new Found(name, Found.Part.WHOLE, "", meaning, number, true));
      }
    }
    String text = String.valueOf(Typed.decoded(value));
    Meaning meaning = Names.meaning(Names.unitBehind(text), name, plain);
    return List.of(new Found(name, Found.Part.WHOLE, "", meaning, plain, true));
  }
}
