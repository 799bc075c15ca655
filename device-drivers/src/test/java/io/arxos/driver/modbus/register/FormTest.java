package io.arxos.driver.modbus.register;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.register.Form.Bits;
import io.arxos.driver.modbus.register.Form.Names;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormTest {
  private static byte[] wire(String hex) {
    String plain = hex.replace(" ", "");
    byte[] bytes = new byte[plain.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(plain.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  private static Form form(String type, int words) {
    return Form.of(RegisterType.named(type).orElseThrow(), words);
  }

  private static Reading read(Form form, String hex) {
    return form.read(wire(hex), BigDecimal.ONE);
  }

  private static String said(Reading reading) {
    return switch (reading) {
      case Reading.Good(Value.Num(double value), var _) -> "num " + value;
      case Reading.Good(Value.Int(long value), var _) -> "int " + value;
      case Reading.Good(Value.Bool(boolean value), var _) -> "bool " + value;
      case Reading.Good(Value.Text(String value), var _) -> "text " + value;
      case Reading.Bad(var _, String reason, var _) -> "bad " + reason;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "bool, 0000, bool false",
    "bool, 0100, bool true",
    "int8, 12FF, int -1",
    "uint8, 12FF, int 255",
    "int16, 8000, int -32768",
    "uint16, FFFF, int 65535",
    "int24, 12 FFFFFE, int -2",
    "uint24, 00 FFFFFE, int 16777214",
    "int32, FFFFFFFE, int -2",
    "uint32, FFFFFFFE, int 4294967294",
    "int48, FFFFFFFFFFFE, int -2",
    "uint48, 0001 0000 0000, int 4294967296",
    "int64, 0020000000000001, int 9007199254740993",
    "int64, FFDFFFFFFFFFFFFF, int -9007199254740993",
    "uint64, 7FFFFFFFFFFFFFFF, int 9223372036854775807",
    "uint64, 8000000000000000, num 9.223372036854776E18",
    "float16, 3C00, num 1.0",
    "float32, 41AA6666, num 21.3",
    "float32, 7F800000, bad infinite",
    "float32, FFC00000, bad not a number (NaN)",
    "float32, 80000000, num 0.0",
    "float64, 4035 4CCC CCCC CCCD, num 21.3",
    "float64, 7FF8000000000000, bad not a number (NaN)",
    "bcd16, 1234, int 1234",
    "bcd16, 12A4, bad not packed decimal: a digit is above 9",
    "bcd32, 12345678, int 12345678",
    "bcd64, 0000123456789012, int 123456789012",
    "sign-magnitude16, 8005, int -5",
    "sign-magnitude16, 0005, int 5",
    "sm32, 80000001, int -1",
    "mod10k, 0001 0002, int 10002",
    "mod10k4, 0000 0001 270F 0000, int 199990000",
    "mod10k, 0001 2710, 'bad not modulo 10,000: a register is above 9999'",
    "mod10k, FFFF FFFE, int -10002",
    "mod10k, FFFF 0002, 'bad not modulo 10,000: registers of both signs'",
    "4q-fp-pf, 3F666666, num 0.9",
    "4q-fp-pf, 3F8CCCCD, num 0.9",
    "4q-fp-pf, BF8CCCCD, num -0.9",
    "4q-fp-pf, 40400000, bad a power factor beyond 2",
    "unix32, 5F5E1000, text 2020-09-13T12:26:40Z",
    "unix-millis64, 00000174 876E8000, text 2020-09-13T12:26:40Z",
    "seconds-since-2000, 00000000, text 2000-01-01T00:00:00Z",
    "datetime6, 07E8 0002 001D 0017 003B 0001, text 2024-02-29T23:59:01",
    "datetime6, 0018 0002 001D 0017 003B 0001, text 2024-02-29T23:59:01",
    "datetime6, 07E7 0002 001D 0017 003B 0001, bad not a date",
    "datetime3, 021D 7C17 3B01, text 2024-02-29T23:59:01",
    "datetime-iec, 0018 027D 173B 03E8, text 2024-02-29T23:59:01",
    "ipv4, C0A80001, text 192.168.0.1",
    "eui48, 0000 0011 2233 4455, text 00:11:22:33:44:55",
  })
  void everyTypeSaysWhatTheBitsMean(String type, String hex, String expected) {
    assertEquals(expected, said(read(form(type, 1), hex)));
  }

  @ParameterizedTest
  @CsvSource({
    "uint32, ABCD, 12345678",
    "uint32, CDAB, 56781234",
    "uint32, BADC, 34127856",
    "uint32, DCBA, 78563412",
    "uint32, big, 12345678",
    "uint32, little, 56781234",
    "uint48, CDAB, 567812340000",
    "uint64, ABCD, 0000000012345678",
    "uint64, CDAB, 5678123400000000",
    "uint64, BADC, 0000000034127856",
    "uint64, DCBA, 7856341200000000",
    "uint64, EFGHABCD, 1234567800000000",
    "uint64, GHEFCDAB, 5678123400000000",
  })
  void everyOrderOfWordsAndBytes(String type, String order, String hex) {
    Form form = form(type, 1).with(RegisterOrder.named(order).orElseThrow());
    assertEquals("int 305419896", said(read(form, hex)));
    assertArrayEquals(
        wire(hex), form.bytes(new Value.Int(305419896), BigDecimal.ONE).orElseThrow());
  }

  @Test
  void aSingleRegisterCanHaveItsBytesSwapped() {
    assertEquals("int 4660", said(read(form("uint16", 1).with(RegisterOrder.DCBA), "3412")));
    assertEquals("int 4660", said(read(form("uint16", 1).with(RegisterOrder.CDAB), "1234")));
    assertEquals("int 18", said(read(form("uint8", 1).with(RegisterOrder.BADC), "1234")));
  }

  @ParameterizedTest
  @CsvSource({
    "'4142 4344 0000', ABCD",
    "'4241 4443 2020', BADC",
    "'0000 4142 4344', ABCD",
    "'4142 4344 FFFF', ABCD",
    "'4142 4344 0058', ABCD",
  })
  void textsEndAtTheFirstNulWithoutSpaces(String hex, String order) {
    Form form = form("string", 3).with(RegisterOrder.named(order).orElseThrow());
    assertEquals("text ABCD", said(read(form, hex)));
  }

  @Test
  void aTextCanHaveOneCharacterToARegister() {
    assertEquals("text ABC", said(read(form("wide-string", 3), "0041 0042 0043")));
    assertEquals("text ", said(read(form("string", 2), "0000 0000")));
    assertEquals("text Ä", said(read(form("string", 1), "C384")));
    assertEquals("text Ä", said(read(form("string", 1), "C400")));
  }

  @ParameterizedTest
  @CsvSource({
    "int16, 04D2, 0.1, 0, num 123.4",
    "int16, 04D2, 1/10, 0, num 123.4",
    "int16, 04D2, /10, 0, num 123.4",
    "int16, 04D2, 10^-1, 0, num 123.4",
    "int16, 04D2, 1e-1, 0, num 123.4",
    "int16, 0001, 1/3, 0, num 0.3333333333333333",
    "int16, 04D2, 10, 0, num 12340.0",
    "int16, 04D2, 0.1, -40, num 83.4",
    "int16, FFFF, -1, 0, num 1.0",
    "uint32, FFFFFFFF, 0.001, 0, num 4294967.295",
    "int64, 0020000000000001, 10, 0, int 90071992547409930",
    "float32, 41AA6666, 0.001, 0, num 0.0213",
  })
  void scalesAreDecimal(String type, String hex, String scale, String offset, String expected) {
    Scaling scaling = Scaling.of(scale).orElseThrow().withOffset(new BigDecimal(offset));
    assertEquals(expected, said(read(form(type, 1).with(scaling), hex)));
  }

  @Test
  void aScaleThatIsNoneIsNotTaken() {
    for (String text : List.of("0", "1/0", "ten", "", "10^99", "NaN", "1e999")) {
      assertEquals(Optional.empty(), Scaling.of(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "int16, 0x8000, 8000, true",
    "int16, -32768, 8000, true",
    "int16, 0x8000, 7FFF, false",
    "uint16, -1, FFFF, true",
    "uint16, 65535, FFFF, true",
    "uint32, 0xFFFFFFFF, FFFFFFFF, true",
    "float32, 0x7FC00000, 7FC00000, true",
    "float32, -999.9, C479F99A, true",
    "float32, -999.9, C479F999, false",
    "uint64, 0xFFFFFFFFFFFFFFFF, FFFFFFFFFFFFFFFF, true",
    "bcd16, 0xFFFF, FFFF, true",
  })
  void whatMeansNotAvailableIsNoValue(String type, String absent, String hex, boolean missing) {
    Form form = form(type, 1).with(Absence.of(List.of(absent)).orElseThrow());
    assertEquals(missing, said(read(form, hex)).equals("bad not available"));
  }

  @Test
  void partsOfTheBitsHaveAMeaningOfTheirOwn() {
    Form word = form("uint16", 1);
    var mask = new Bits(Optional.of(BigInteger.valueOf(0x0F00)), 8, false, false);
    assertEquals("int 10", said(read(word.with(mask), "1A34")));
    assertEquals("bool true", said(read(word.with(Bits.one(15, false)), "8000")));
    assertEquals("bool false", said(read(word.with(Bits.one(15, true)), "8000")));
    assertEquals("bool true", said(read(form("uint32", 1).with(Bits.one(16, false)), "00010000")));
    var states = new Names(Map.of(0L, "off", 10L, "heating"), Map.of());
    assertEquals("text heating", said(read(word.with(mask).with(states), "1A34")));
    assertEquals("text 11", said(read(word.with(mask).with(states), "1B34")));
    var flags = new Names(Map.of(), Map.of(0, "dirty", 2, "hot"));
    assertEquals("text dirty, hot, bit 3", said(read(word.with(flags), "000D")));
    assertEquals("text none", said(read(word.with(flags), "0000")));
  }

  @ParameterizedTest
  @CsvSource({
    "uint16, 65536",
    "uint16, -1",
    "int16, 32768",
    "int32, 2147483648",
    "uint8, 256",
    "bcd16, 10000",
    "bcd16, -1",
    "mod10k, 100000000",
    "sign-magnitude16, 32768",
    "float32, 1e39",
    "uint24, 16777216"
  })
  void whatDoesNotFitIsNotWritten(String type, double value) {
    assertEquals(Optional.empty(), form(type, 1).bytes(new Value.Num(value), BigDecimal.ONE));
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -2, 00FE",
    "int16, -2, FFFE",
    "uint32, 65536, 00010000",
    "int24, -2, 00FFFFFE",
    "int64, -2, FFFFFFFFFFFFFFFE",
    "bcd16, 1234, 1234",
    "bcd32, 7, 00000007",
    "mod10k, 10002, 00010002",
    "sign-magnitude16, -5, 8005",
    "float64, 1, 3FF0000000000000",
  })
  void whatIsWrittenReadsTheSame(String type, long value, String hex) {
    byte[] bytes = form(type, 1).bytes(new Value.Int(value), BigDecimal.ONE).orElseThrow();
    if (!type.equals("int24") && !type.equals("int8")) { // the rest of the registers is nobody's
      assertArrayEquals(wire(hex), bytes);
    }
    Reading.Good back = (Reading.Good) form(type, 1).read(bytes, BigDecimal.ONE);
    assertEquals(value, back.value().number());
  }

  @Test
  void statesAndTextsAreWrittenByName() {
    var states = new Names(Map.of(0L, "off", 1L, "on"), Map.of());
    Form form = form("uint16", 1).with(states);
    assertArrayEquals(wire("0001"), form.bytes(new Value.Text("on"), BigDecimal.ONE).orElseThrow());
    assertEquals(Optional.empty(), form.bytes(new Value.Text("broken"), BigDecimal.ONE));
    assertArrayEquals(
        wire("4142 4300"),
        form("string", 2).bytes(new Value.Text("ABC"), BigDecimal.ONE).orElseThrow());
    assertEquals(
        Optional.empty(), form("string", 2).bytes(new Value.Text("ABCDE"), BigDecimal.ONE));
  }

  @Test
  void namesOfOtherMakersAreUnderstood() {
    for (String name : List.of("U32", "UDINT", "dword", "UnsignedDoubleword", "INT32U", "acc32")) {
      assertEquals(Optional.of(RegisterType.UINT32), RegisterType.named(name), name);
    }
    assertEquals(Optional.of(RegisterType.FLOAT32), RegisterType.named("REAL"));
    assertEquals(Optional.empty(), RegisterType.named("number"));
    assertTrue(RegisterOrder.named("little-endian").isEmpty(), "makers mean two things by it");
    assertTrue(RegisterOrder.named("AABB").isEmpty());
  }
}
