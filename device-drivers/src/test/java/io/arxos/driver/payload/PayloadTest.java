package io.arxos.driver.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonPointer;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadTest {
  private static final PayloadForm PLAIN = new PayloadForm(null, null);
  private static final PayloadForm JSON = at("/a/b");

  private static PayloadForm at(String pointer) {
    return new PayloadForm(JsonPointer.compile(pointer), JsonPointer.compile("/at"));
  }

  private static Reading read(PayloadForm form, String text) {
    return new Payload(text.getBytes(UTF_8)).read(form, Origin.NONE);
  }

  @ParameterizedTest
  @CsvSource({"21.5,21.5", "-3,-3", " 7 ,7", "+1e3,1000", ".5,0.5", "5.,5", "0.1,0.1"})
  void plainNumbers(String text, double value) {
    assertEquals(Reading.good(new Value.Num(value)), read(PLAIN, text));
    assertEquals(
        Reading.good(new Value.Num(value)), read(JSON, "{\"a\":{\"b\":\"" + text + "\"}}"));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "ON,true", "off,false", "False,false"})
  void plainTruths(String text, boolean value) {
    assertEquals(Reading.good(new Value.Bool(value)), read(PLAIN, text));
  }

  @Test
  void otherTextIsText() {
    assertEquals(Reading.good(new Value.Text("heating")), read(PLAIN, "heating\n"));
    assertEquals(Reading.good(new Value.Text("0x10")), read(PLAIN, "0x10"));
  }

  @Test
  void jsonValues() {
    assertEquals(Reading.good(new Value.Num(21)), read(JSON, "{\"a\":{\"b\":21}}"));
    assertEquals(Reading.good(new Value.Bool(true)), read(JSON, "{\"a\":{\"b\":true}}"));
    assertEquals(Reading.good(new Value.Num(2)), read(at("/1/x"), "[{},{\"x\":2}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{}}                 | no value at /a/b",
        "{\"a\":{\"b\":null}}       | no value at /a/b",
        "17                         | no value at /a/b",
        "{\"a\":{\"b\":[1]}}        | value at /a/b is not a plain value",
        "{\"a\":{\"b\":1e999}}      | value at /a/b is not a finite number",
        "{\"a\":{\"b\":\"NaN\"}}    | value at /a/b is not a finite number",
        "{\"a\":{\"b\":\"\"}}       | value at /a/b is empty",
        "{\"a\":                    | payload is not JSON",
        "{\"a\":{\"b\":1}} x        | payload is not JSON",
        "'not json'                 | payload is not JSON"
      })
  void badJsonIsAFaultThatSaysWhy(String text, String reason) {
    assertEquals(Reading.fault(reason), read(JSON, text));
  }

  @Test
  void badPlainPayloadsAreFaultsThatSayWhy() {
    assertEquals(Reading.fault("payload is empty"), read(PLAIN, ""));
    assertEquals(Reading.fault("payload is empty"), read(PLAIN, "  "));
    assertEquals(Reading.fault("payload is not a finite number"), read(PLAIN, "-Infinity"));
    assertEquals(Reading.fault("payload is not a finite number"), read(PLAIN, "1e999"));
    assertEquals(
        Reading.fault("payload is longer than 1 KiB of text"), read(PLAIN, "x".repeat(1025)));
    assertEquals(
        Reading.fault("payload is longer than 64 KiB"),
        read(PLAIN, "x".repeat(Payload.BYTES_MAX + 1)));
    assertEquals(
        Reading.fault("payload is not UTF-8 text"),
        new Payload(new byte[] {(byte) 0xC3, 0x28}).read(PLAIN, Origin.NONE));
    assertEquals(
        Reading.fault("payload is not UTF-8 text"),
        new Payload(new byte[] {(byte) 0xC3, 0x28}).read(JSON, Origin.NONE));
  }

  @Test
  void aDeepDocumentIsNotJsonButNoCrash() {
    assertEquals(Reading.fault("payload is not JSON"), read(JSON, "[".repeat(60_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2026-01-05T09:00:00+01:00\"", "1767600000", "1767600000000", "1.7676e9"})
  void theDevicesOwnTime(String time) {
    Reading reading = read(JSON, "{\"a\":{\"b\":1},\"at\":" + time + "}");
    assertEquals(Instant.parse("2026-01-05T08:00:00Z"), reading.origin().time());
  }

  // The year 999,999,999 can be written, and overflows whoever counts its microseconds: a kept
  // message with it would have ended the connection each time that it came.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "null",
        "{}",
        "1e300",
        "-1e300",
        "9e10",
        "-1",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01T00:00:00Z\""
      })
  void aTimeThatIsNoneLeavesTheValue(String time) {
    Reading reading = read(JSON, "{\"a\":{\"b\":1},\"at\":" + time + "}");
    assertEquals(Reading.good(new Value.Num(1)), reading);
  }

  @Test
  void anyBytesAtAllGiveAReading() {
    var random = new SplittableRandom(20260105);
    byte[] seed = "{\"a\":{\"b\":21.5},\"at\":1767600000}".getBytes(UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = seed.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var payload = new Payload(bytes);
      payload.read(JSON, Origin.NONE);
      payload.read(PLAIN, Origin.NONE);
    }
  }

  @Test
  void numbersAreWrittenAsShortDecimals() {
    assertEquals("21", Payload.text(new Value.Num(21)));
    assertEquals("0.1", Payload.text(new Value.Num(0.1)));
    assertEquals("0", Payload.text(new Value.Num(-0.0)));
    assertEquals("1000000", Payload.text(new Value.Num(1e6)));
    assertEquals("0.0000001", Payload.text(new Value.Num(1e-7)));
    assertEquals("true", Payload.text(new Value.Bool(true)));
    assertEquals("3", Payload.text(new Value.Int(3)));
  }

  @Test
  void samplesAreShortAndOnOneLine() {
    assertEquals("a b", Payload.sample("a\n\tb".getBytes(UTF_8)));
    assertEquals("2 bytes", Payload.sample(new byte[] {(byte) 0xC3, 0x28}));
    assertEquals(256, Payload.sample("x".repeat(500).getBytes(UTF_8)).length());
  }

  // RFC 8259, 8.1: a parser may ignore the mark; programs in C send the zero that ends their text.
  @Test
  void whatStandsAroundATextIsNoPartOfIt() {
    assertEquals(Reading.good(new Value.Num(21.5)), read(PLAIN, "\uFEFF21.5"));
    assertEquals(Reading.good(new Value.Num(21.5)), read(PLAIN, "21.5\0\0"));
    assertEquals(Reading.good(new Value.Num(4)), read(JSON, "\uFEFF{\"a\":{\"b\":4}}\0"));
    assertEquals(Reading.good(new Value.Text("2\0001")), read(PLAIN, "2\0001"));
  }

  @Test
  void oneNumberThatIsNoneSpoilsNoOther() {
    String text = "{\"a\":{\"b\":NaN,\"c\":4}}";
    assertEquals(Reading.fault("value at /a/b is not a finite number"), read(JSON, text));
    assertEquals(Reading.good(new Value.Num(4)), read(at("/a/c"), text));
  }
}
