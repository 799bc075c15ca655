package io.arxos.driver.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Origin;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The forms of an address beyond plain values and pointers.
final class FormsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  private static PayloadForm form(Map<String, ?> address) {
    var problems = new ArrayList<Problem>();
    PayloadForm form = PayloadForm.of(Settings.of(address, problems::add));
    assertEquals(List.of(), problems);
    return form;
  }

  private static Optional<Reading> seek(Map<String, ?> address, String text) {
    return new Payload(text.getBytes(UTF_8), NOW).seek(form(address), Origin.NONE);
  }

  private static Optional<Reading> good(Value value) {
    return Optional.of(Reading.good(value));
  }

  private static List<String> problems(Map<String, ?> address) {
    var problems = new ArrayList<Problem>();
    PayloadForm.of(Settings.of(address, problems::add));
    return problems.stream().map(Problem::message).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "21.5 °C|21.5",
        "45%|45",
        "1,234.5|1234.5",
        "1,234,567|1234567",
        "21,5|21.5",
        "-0,25|-0.25",
        "1,450.5 rpm|1450.5",
        "3.2e3 W|3200",
        "230V|230"
      })
  void aNumberMayHaveAUnitAndAClearComma(String text, double value) {
    assertEquals(good(new Value.Num(value)), seek(Map.of(), text));
  }

  // May be twelve hundred or one and a bit; a unit that nobody knows; a hexadecimal number.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,234", "21.5 frobs", "0x1F", "12:30", "1.2.3", "5 apples"})
  void whatMayBeReadInTwoWaysStaysText(String text) {
    assertEquals(good(new Value.Text(text)), seek(Map.of(), text));
  }

  @Test
  void aTemplateMakesTheValue() {
    Map<String, ?> address = Map.of("template", "{{ value_json.t | float * 2 }}");
    assertEquals(good(new Value.Num(42)), seek(address, "{\"t\":\"21\"}"));
    assertEquals(good(new Value.Bool(true)), seek(Map.of("template", "{{ value == 'x' }}"), "x"));
  }

  @Test
  void aTemplateThatGivesNothingIsAFaultUnlessPartial() {
    String template = "{% if value_json.t is defined %}{{ value_json.t }}{% endif %}";
    assertTrue(
        seek(Map.of("template", template), "{}").orElseThrow() instanceof Reading.Bad, "a fault");
    assertEquals(Optional.empty(), seek(Map.of("template", template, "partial", true), "{}"));
  }

  @Test
  void aMessageIsAboutThePointOnlyWhenItHoldsWhatItMust() {
    Map<String, ?> address = Map.of("pointer", "/t", "when", Map.of("/id", "7"));
    assertEquals(good(new Value.Num(1)), seek(address, "{\"id\":7,\"t\":1}"));
    assertEquals(Optional.empty(), seek(address, "{\"id\":8,\"t\":1}"));
    assertEquals(Optional.empty(), seek(address, "{\"t\":1}"));
  }

  @Test
  void aDocumentMayStandInAText() {
    Map<String, ?> address = Map.of("pointer", "/a/0", "within", "/inner");
    assertEquals(good(new Value.Num(5)), seek(address, "{\"inner\":\"{\\\"a\\\":[5]}\"}"));
    assertEquals(good(new Value.Num(5)), seek(address, "{\"inner\":{\"a\":[5]}}"));
    assertTrue(seek(address, "{\"inner\":\"{\"}").orElseThrow() instanceof Reading.Bad);
  }

  @Test
  void recordsOfSenmlAreFoundByTheirWholeName() {
    String pack =
        "[{\"bn\":\"urn:dev:1:\",\"bt\":1767599990,\"n\":\"t\",\"v\":21.5},{\"n\":\"h\",\"v\":40}]";
    Reading reading = seek(Map.of("senml", "urn:dev:1:t"), pack).orElseThrow();
    assertEquals(new Value.Num(21.5), ((Reading.Good) reading).value());
    assertEquals(Instant.parse("2026-01-05T07:59:50Z"), reading.origin().time());
    assertEquals(Reading.fault("no record t").getClass(), Reading.Bad.class);
    assertEquals(Optional.empty(), seek(Map.of("senml", "urn:dev:1:x", "partial", true), pack));
  }

  @Test
  void ownWordsForTrueAndFalse() {
    Map<String, ?> address = Map.of("on", "open", "off", "closed");
    assertEquals(good(new Value.Bool(true)), seek(address, "OPEN"));
    assertEquals(good(new Value.Bool(false)), seek(address, "closed"));
    assertTrue(seek(address, "ajar").orElseThrow() instanceof Reading.Bad);
    assertEquals(
        good(new Value.Bool(false)),
        seek(Map.of("pointer", "/x", "on", "1", "off", "0"), "{\"x\":0}"));
  }

  // What is missing is not said; what is null has been said to be nothing, as by a broken sensor.
  @Test
  void aPartialMessageIsSilentAboutWhatIsMissingOnly() {
    Map<String, ?> address = Map.of("pointer", "/t", "partial", true);
    assertEquals(Optional.empty(), seek(address, "{}"));
    assertTrue(seek(address, "{\"t\":null}").orElseThrow() instanceof Reading.Bad);
    assertTrue(seek(address, "{\"t\":").orElseThrow() instanceof Reading.Bad);
  }

  @ParameterizedTest
  @CsvSource({
    "1767599999,,2026-01-05T07:59:59Z",
    "1767599999250,,2026-01-05T07:59:59.250Z",
    "1767599999250125,,2026-01-05T07:59:59.250125Z",
    "1767599999250125000,,2026-01-05T07:59:59.250125Z",
    "'\"1767599999\"',,2026-01-05T07:59:59Z",
    "'\"2026-01-05 07:59:59\"',,2026-01-05T07:59:59Z",
    "'\"2026-01-05T07:59:59+0000\"',,2026-01-05T07:59:59Z",
    "'\"2026-01-05T09:59:59\"',Europe/Helsinki,2026-01-05T07:59:59Z",
    "'\"2025-07-01T02:59:59\"',Europe/Berlin,2025-07-01T00:59:59Z"
  })
  void timesInEveryForm(String time, String zone, Instant measured) {
    var address = new java.util.HashMap<String, Object>();
    address.put("pointer", "/t");
    address.put("time-pointer", "/at");
    if (zone != null) {
      address.put("time-zone", zone);
    }
    Reading reading = seek(address, "{\"t\":1,\"at\":" + time + "}").orElseThrow();
    assertEquals(measured, reading.origin().time());
  }

  @Test
  void mistakesAreReported() {
    assertEquals(1, problems(Map.of("pointer", "/a", "template", "{{ value }}")).size());
    assertEquals(1, problems(Map.of("template", "{{ value ")).size());
    assertEquals(1, problems(Map.of("within", "/a")).size());
    assertEquals(1, problems(Map.of("on", "x", "off", "x")).size());
    assertEquals(1, problems(Map.of("time-pointer", "/a")).size());
    assertEquals(
        1, problems(Map.of("pointer", "/a", "time-pointer", "/b", "time-zone", "Mars")).size());
  }
}
