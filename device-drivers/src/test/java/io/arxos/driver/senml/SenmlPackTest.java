package io.arxos.driver.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What devices say that the standard allows and does not print, and what it forbids.
final class SenmlPackTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static List<SenmlRecord> json(String text) {
    return records(SenmlPack.parse(text.getBytes(UTF_8), false, NOW));
  }

  private static List<SenmlRecord> cbor(String hex) {
    return records(SenmlPack.parse(HexFormat.of().parseHex(hex), true, NOW));
  }

  private static List<SenmlRecord> records(SenmlPack pack) {
    return assertInstanceOf(SenmlPack.Records.class, pack).records();
  }

  private static String refused(String text) {
    return assertInstanceOf(
            SenmlPack.Malformed.class, SenmlPack.parse(text.getBytes(UTF_8), false, NOW))
        .reason();
  }

  /// A pack that gives no value.
  static boolean isRefused(SenmlPack pack) {
    return switch (pack) {
      case SenmlPack.Malformed _ -> true;
      case SenmlPack.Records(var records) ->
          records.stream().allMatch(record -> record.value() instanceof Reading.Bad);
    };
  }

  private static Value value(SenmlRecord record) {
    return assertInstanceOf(Reading.Good.class, record.value()).value();
  }

  @ParameterizedTest
  @CsvSource({"23.1,23.1", "2.31e1,23.1", "-0.0,-0.0", "1E2,100", "23,23", "1e-7,1e-7"})
  void numbersInAnyForm(String text, double expected) {
    assertEquals(
        new Value.Num(expected), value(json("[{\"n\":\"a\",\"v\":" + text + "}]").getFirst()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "\"23.1\"", "true", "[1]", "{}", "null"})
  void whatIsNoNumberIsNoValue(String text) {
    var records = json("[{\"n\":\"a\",\"v\":" + text + "},{\"n\":\"b\",\"v\":1}]");
    assertInstanceOf(Reading.Bad.class, records.getFirst().value());
    assertEquals(new Value.Num(1), value(records.getLast()));
  }

  @Test
  void baseValuesAreAddedInDecimals() {
    var records = json("[{\"bn\":\"x\",\"bv\":20,\"v\":0.3},{\"bv\":0.1,\"v\":0.2},{\"v\":-0.1}]");
    assertEquals(List.of(20.3, 0.3, 0.0), records.stream().map(r -> value(r).number()).toList());
  }

  @Test
  void timeIsRelativeBelowTwoToTheTwentyEighth() {
    var records =
        json(
            """
            [{"bn":"x","v":1},
             {"v":1,"t":-2.5},
             {"v":1,"t":60},
             {"v":1,"t":268435455},
             {"v":1,"t":268435456},
             {"v":1,"bt":1772366400,"t":-1},
             {"v":1,"bt":-10,"t":-0.5}]\
            """);
    assertEquals(
        List.of(
            NOW,
            NOW.minusMillis(2_500),
            NOW.plusSeconds(60),
            NOW.plusSeconds(268_435_455),
            Instant.ofEpochSecond(268_435_456),
            Instant.ofEpochSecond(1_772_366_399),
            NOW.minusMillis(10_500)),
        records.stream().map(SenmlRecord::time).toList());
    assertEquals(
        List.of(true, true, true, true, false, false, true),
        records.stream().map(SenmlRecord::relative).toList());
    assertNull(records.getFirst().value().origin().time(), "the pack says no time");
    assertEquals(NOW.minusMillis(2_500), records.get(1).value().origin().time());
  }

  @Test
  void timeThatNoClockSaysIsNone() {
    for (String time : List.of("1e300", "-1e300", "1e12", "-3e9", "99999999999999999999999")) {
      var record = json("[{\"n\":\"a\",\"v\":1,\"t\":" + time + "}]").getFirst();
      assertNull(record.value().origin().time(), time);
      assertEquals(NOW, record.time(), time);
    }
  }

  @Test
  void relativeTimeOfWhatABrokerKeptIsWorthNothing() {
    var kept = new Origin(null, null, true, false);
    var records = json("[{\"n\":\"a\",\"v\":1,\"t\":-5},{\"n\":\"b\",\"v\":1,\"t\":1772366399}]");
    assertNull(records.getFirst().value(kept).origin().time());
    assertEquals(
        new Origin(Instant.ofEpochSecond(1_772_366_399), null, true, false),
        records.getLast().value(kept).origin());
    assertEquals(
        NOW.minusSeconds(5), records.getFirst().value(Origin.NONE).origin().time(), "not kept");
  }

  @Test
  void sumAloneIsTheValueAndHasTheUnitOfTheSum() {
    var records =
        json(
            """
            [{"bn":"m:","n":"e","u":"W","bs":100,"s":5},
             {"n":"q","u":"Cel","s":1},
             {"n":"p","u":"W","v":3,"s":9}]\
            """);
    assertEquals(new Value.Num(105), value(records.getFirst()));
    assertEquals(List.of("J", "", "W"), records.stream().map(SenmlRecord::unit).toList());
    assertEquals(new Value.Num(3), value(records.getLast()));
  }

  @Test
  void basesMayStandAlone() {
    var records = json("[{\"bn\":\"urn:x:\",\"bu\":\"V\"},{\"n\":\"a\",\"v\":1}]");
    assertEquals("urn:x:a", records.getFirst().name());
    assertEquals("V", records.getFirst().unit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "urn:dev:mac:0024befffe804ff1", "/3303/0/5700", "A-b.c_d/e"})
  void namesByTheRules(String name) {
    assertEquals(name, json("[{\"n\":\"" + name + "\",\"v\":1}]").getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "_a", ":a", ".a", "a b", "ä", "a\\u0000", "//a", "a+"})
  void namesAgainstTheRules(String name) {
    var records = json("[{\"n\":\"" + name + "\",\"v\":1},{\"n\":\"b\",\"v\":2}]");
    assertInstanceOf(Reading.Bad.class, records.getFirst().value());
    assertEquals(new Value.Num(2), value(records.getLast()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'n':'a','v':1,'foo_':2},{'n':'b','v':1}]   | record has a mandatory label that is not"
            + " understood",
        "[{'n':'a','v':1,'bver':11}]                  | version of the pack is not understood",
        "[{'n':'a','v':1,'bver':5},{'n':'b','v':1,'bver':10}] | records are of different versions",
        "[{'n':'a','v':1,'v':2}]                      | payload is not JSON",
        "[{'n':'a','v':1}                             | pack is cut short",
        "[{'n':'a','v':1}] x                          | payload is not JSON",
        "[{'n':'a','v':1}][]                          | bytes after the pack",
        "[1]                                          | record is not a map",
        "[]                                           | pack has no records",
        "21.5                                         | payload is not a pack",
        "[{'bn':7,'n':'a','v':1}]                     | a base field is not text",
        "[{'bt':'x','n':'a','v':1}]                   | a base field is not a number",
        "[{'v':1}]                                    | record has no name",
        "[{'n':'_','v':1},{'n':'-','v':1}]            | name is not by the rules of SenML",
      })
  void wholePacksAreRefused(String text, String reason) {
    assertEquals(reason, refused(text.replace('\'', '"')));
  }

  @Test
  void versionsThatAreUnderstood() {
    for (int version : new int[] {1, 5, 10, 26}) {
      assertEquals(1, json("[{\"bver\":" + version + ",\"n\":\"a\",\"v\":1}]").size());
    }
  }

  @Test
  void recordWithoutAValueIsAFaultOfItsOwn() {
    var record = json("[{\"n\":\"a\",\"v\":1,\"vs\":\"x\"}]").getFirst();
    assertEquals(Reading.fault("record has more than one value"), record.value());
    assertEquals("a", record.name());
  }

  @Test
  void unknownLabelsAreIgnored() {
    assertEquals(
        new Value.Num(1),
        value(json("[{\"n\":\"a\",\"v\":1,\"foo\":{\"x\":[]},\"ct\":\"60\"}]").getFirst()));
  }

  @Test
  void streamMayEndAnywhere() {
    String text = "[{\"n\":\"a\",\"v\":1},\n{\"n\":\"b\",\"v\":2},\n{\"n\":\"c\",\"v\":";
    assertEquals("pack is cut short", refused(text));
    assertEquals(2, records(SenmlPack.stream(text.getBytes(UTF_8), false, NOW)).size());
    byte[] endless = HexFormat.of().parseHex("9fa200616102 01a2006162 0202".replace(" ", ""));
    assertEquals(2, records(SenmlPack.stream(endless, true, NOW)).size());
    assertInstanceOf(SenmlPack.Malformed.class, SenmlPack.parse(endless, true, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "81a20061610218 19, 25", // one byte
    "81a20061610219 0100, 256",
    "81a2006161021b 0000000100000000, 4294967296",
    "81a20061610220, -1",
    "81a200616102f9 4dc7, 23.109375", // half
    "81a200616102fa 41b8cccd, 23.1", // single
    "81a200616102fb 403719999999999a, 23.1",
    "81a200616102c4 8220 18e7, 23.1", // decimal fraction 231e-1
    "81a200616102c2 4101, 1", // bignum
    "81a200616102c3 4101, -2",
    "81a200616102c482 3a7ffffffe 01, 0", // so little
    "9fbf00616102 182aff ff, 42", // indefinite lengths
    "9fbf007f6161ff02 182aff ff, 42", // and of the text
    "d9d9f781a200616102182a, 42", // self-described
    "81a2616e61616176 182a, 42", // names and not numbers
    "81a2 00 6161 02 d81e 182a, 42" // an unknown tag on a number
  })
  void cborNumbers(String hex, double expected) {
    assertEquals(expected, value(cbor(hex.replace(" ", "")).getFirst()).number(), 1e-9);
  }

  @Test
  void cborOfAllKinds() {
    // [{-2: "x:", 0: "t", 3: "hi"}, {0: "b", 4: true}, {0: "d", 8: h'fbff'}, {0: "o", "vlo":
    // "3:0"}]
    var records =
        cbor(
            "84a32162783a006174036268 69a200616204f5a20061640842fbff a200616f63766c6f63333a30"
                .replace(" ", ""));
    assertEquals(
        List.of(
            new Value.Text("hi"),
            new Value.Bool(true),
            new Value.Text("-_8"),
            new Value.Text("3:0")),
        records.stream().map(SenmlPackTest::value).toList());
    assertEquals("x:t", records.getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81a3006161020102 02", // a label twice
        "81a300616102016176 02", // by number and by name
        "81a200616102f97e00", // NaN
        "81a200616102f97c00", // infinite
        "81a20061", // cut short
        "9bffffffffffffffff", // a list of 2^64
        "81bbffffffffffffffff",
        "81a2007bffffffffffffffff61", // a text of 2^64
        "81a2085bffffffffffffffff61",
        "81a200616102c482 1b7fffffffffffffff 01", // 1e(2^63)
        "ff",
        "80",
        "a0"
      })
  void cborThatIsRefused(String hex) {
    assertTrue(
        isRefused(SenmlPack.parse(HexFormat.of().parseHex(hex.replace(" ", "")), true, NOW)));
  }

  @Test
  void jsonIsNotTakenForCbor() {
    for (String text : List.of("[{}]", " [", "{\"n\":1}", "\uFEFF[", "")) {
      assertFalse(SenmlPack.looksLikeCbor(text.getBytes(UTF_8)), text);
    }
    assertTrue(SenmlPack.looksLikeCbor(new byte[] {(byte) 0x9F}));
  }

  @Test
  void limitsHold() {
    var many = "[" + "{\"n\":\"a\",\"v\":1},".repeat(2_001) + "{\"n\":\"a\",\"v\":1}]";
    assertEquals("pack has more than 2000 records", refused(many));
    assertEquals("payload is longer than 64 KiB", refused("[" + " ".repeat(70_000)));
    assertEquals("a base field is too long", refused("[{\"bn\":\"" + "a".repeat(600) + "\"}]"));
    assertEquals("payload is not JSON", refused("[{\"x\":" + "[".repeat(20_000)));
    var text = json("[{\"n\":\"a\",\"vs\":\"" + "x".repeat(1_025) + "\"},{\"n\":\"b\",\"v\":1}]");
    assertInstanceOf(Reading.Bad.class, text.getFirst().value());
  }

  @Test
  void anyBytesAreAnswered() {
    var random = new SplittableRandom(8_428);
    byte[] good =
        HexFormat.of().parseHex("84a32162783a0061740362686 9a200616204f5".replace(" ", ""));
    byte[] text =
        "[{\"bn\":\"a\",\"bt\":1e9,\"v\":1,\"u\":\"V\"},{\"t\":-1,\"vd\":\"aGk\"}]".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = (random.nextBoolean() ? good : text).clone();
      for (int n = random.nextInt(5); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      SenmlPack.parse(bytes, random.nextBoolean(), NOW);
    }
  }

  // https://www.iana.org/assignments/senml: every unit of both registries, without the coulomb and
  // the farad that nothing in a building is measured in.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "m kg g s A K cd mol Hz rad sr N Pa J W V Ohm S Wb T H Cel lm lx Bq Gy Sv kat m2 m3 l m/s",
        "m/s2 m3/s l/s W/m2 cd/m2 bit bit/s lat lon pH dB dBW Bspl count / % %RH %EL EL 1/s 1/min",
        "beat/min beats S/m B VA VAs var vars J/m kg/m3 deg NTU ms min h MHz kW kVA kvar Ah Wh kWh",
        "varh kvarh kVAh Wh/km KiB GB Mbit/s B/s MB/s mV mA dBm ug/m3 mm/h m/h ppm /100 /1000 hPa",
        "mm cm km km/h ppb ppt VAh mg/l ug/l g/l"
      })
  void everyUnitOfTheRegistryIsKnown(String units) {
    for (String unit : units.split(" ")) {
      assertTrue(SenmlUnits.find(unit).isPresent(), unit);
    }
    assertTrue(SenmlUnits.find("smoot").isEmpty());
  }
}
