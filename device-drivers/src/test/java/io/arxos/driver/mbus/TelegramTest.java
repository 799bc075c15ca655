package io.arxos.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.mbus.Telegram.Parsed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelegramTest {
  /// The M-Bus documentation, release 4.8, 6.3: a water meter with a maximum and a second register.
  static final String WATER =
      "681F1F68080272785634122440010755000000" + "0313153100DA023B13018B60043718021816";

  /// A sensor of Elvaco for temperature and humidity, from public logs.
  static final String ROOM =
      "685353680805723408005496153200"
          + "F200000001FD1B0002FC0348522574D41122FC0348522574C81112FC0348522574B416"
          + "0265D0082265700812652309017218"
          + "4265E408820165DD080C783408005403FD0F0000041F5D16";

  @Test
  void theExampleOfTheStandardIsRead() {
    var frame = assertInstanceOf(Parsed.Frame.class, parse(hex(WATER)));
    var sender = Telegram.sender(frame);
    assertEquals("12345678", sender.id());
    assertEquals("PAD", sender.manufacturer());
    assertEquals("water", Telegram.medium(sender.medium()));
    assertEquals(
        List.of(
            "volume=12.565 m3",
            "volume-flow/max/storage-5=0.113 m3/h",
            "energy/tariff-2/unit-1=218.37 kW.h"),
        shown(sender.records()));
  }

  @Test
  void aRoomSensorWithItsUnitInWordsIsRead() {
    var sender = Telegram.sender(assertInstanceOf(Parsed.Frame.class, parse(hex(ROOM))));
    assertEquals("54000834", sender.id());
    assertEquals("ELV", sender.manufacturer());
    var shown = shown(sender.records());
    assertEquals("value=45.64 %", shown.get(1));
    assertEquals("value/min=45.52 %", shown.get(2));
    assertEquals("external-temperature=22.56 Cel", shown.get(4));
    assertEquals("averaging-duration=24 h", shown.get(7));
    assertEquals("external-temperature/storage-2=22.69 Cel", shown.get(9));
    assertEquals("fabrication-number=54000834 text", shown.get(10));
    assertTrue(Records.read(sender.records()).more(), "1F: the rest is in another telegram");
  }

  @ParameterizedTest
  @CsvSource({
    "04 06 D2 04 00 00, energy=1234 kW.h",
    "04 0E 0A 00 00 00, energy=10 MJ",
    "04 FB 01 0A 00 00 00, energy=10000 kW.h",
    "04 FB 08 0A 00 00 00, energy=1000 MJ",
    "0C 14 78 56 34 12, volume=123456.78 m3",
    "0B 3B 13 01 F0, volume-flow=-0.113 m3/h",
    "0B 3B 13 0A 00, volume-flow=the meter says: invalid",
    "05 2E 00 00 48 41, power=12500 W",
    "02 2B FF FF, power=-1 W",
    "02 5B 46 00, flow-temperature=70 Cel",
    "02 5F 32 00, return-temperature=50 Cel",
    "02 61 D0 07, temperature-difference=20 K",
    "02 5A 00 80, flow-temperature=the meter says: invalid",
    "02 DB 15 00 00, flow-temperature=the meter says of this value: error 15",
    "42 6C 3F 3C, date/storage-1=2025-12-31 date",
    "04 6D 1E 08 41 33, time=2026-03-01T08:30 time",
    "04 6D 9E 08 41 33, time=the meter says: invalid time",
    "06 6D 0F 1E 08 41 33 00, time=2026-03-01T08:30:15 time",
    "02 6C 00 00, date=no date",
    "44 06 01 00 00 00, energy/storage-1=1 kW.h",
    "84 10 06 01 00 00 00, energy/tariff-1=1 kW.h",
    "C4 81 01 06 01 00 00 00, energy/storage-35=1 kW.h",
    "02 FD 47 E2 59, voltage=230.1 V",
    "02 FD 59 E8 03, current=1 A",
    "02 FB 1A C8 01, humidity=45.6 %",
    "02 FB 2E 87 13, frequency=499.9 Hz",
    "07 03 01 00 00 00 00 00 00 00, energy=0.001 kW.h",
    "06 13 FF FF FF FF FF 7F, volume=140737488355.327 m3",
    "0E 03 12 90 78 56 34 12, energy=123456789.012 kW.h",
    "0D 78 04 34 33 32 31, fabrication-number=1234 text",
    "0D 06 C2 34 12, energy=1234 kW.h",
    "0D 06 D2 34 12, energy=-1234 kW.h",
    "0D 06 E2 34 12, energy=4660 kW.h",
    "04 93 3C 01 00 00 00, volume/backward=0.001 m3",
    "04 93 77 01 00 00 00, volume=0.01 m3",
    "09 FD 0E 12, firmware-version=12 text",
    "2F 2F 01 FD 17 00, error-flags=0 1",
    "02 FC 03 48 52 25 74 44 0D, value=33.96 %",
    "02 FC 74 03 48 52 25 44 0D, value=33.96 %",
    "0D 7C 08 44 49 20 2E 74 73 75 63 02 42 41, cust-id=AB",
  })
  void everyKindOfRecordIsRead(String bytes, String expected) {
    assertEquals(List.of(expected), shown(hex(bytes.replace(" ", ""))));
  }

  // Lines are slow, and a converter passes on what it has: any cut must give the same.
  @Test
  void everyChunkingGivesTheSame() {
    for (String text : List.of(WATER, ROOM)) {
      byte[] whole = hex(text);
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(Arrays.copyOf(whole, length), 300);
        assertEquals(new Parsed.More(), Telegram.parse(part, length), length + " bytes");
      }
      assertInstanceOf(Parsed.Frame.class, Telegram.parse(Arrays.copyOf(whole, 300), whole.length));
    }
  }

  @Test
  void nothingThatComesBreaksTheDecoder() {
    var random = new SplittableRandom(7);
    byte[] room = hex(ROOM);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = room.clone();
      for (int change = 0; change <= random.nextInt(6); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Telegram.parse(bytes, bytes.length);
      byte[] records = Arrays.copyOfRange(bytes, 19, bytes.length - random.nextInt(20));
      assertTrue(Records.read(records).entries().size() <= 512);
    }
  }

  private static List<String> shown(byte[] records) {
    return Records.read(records).entries().stream()
        .map(it ->
            it.name()
                + "="
                + switch (it.reading()) {
                  case Reading.Good(Value.Text(String text), _) -> (text + " " + it.unit()).strip();
                  case Reading.Good(Value value, _) ->
                      new BigDecimal(Double.toString(value.number()))
                              .stripTrailingZeros()
                              .toPlainString()
                          + " "
                          + it.unit();
                  case Reading.Bad(_, String reason, _) -> reason;
                })
        .toList();
  }

  private static Parsed parse(byte[] bytes) {
    return Telegram.parse(bytes, bytes.length);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
