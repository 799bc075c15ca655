package io.arxos.driver.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.arxos.driver.Value;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every data type, with what encoders make of negative and large numbers.
final class TypedTest {
  private static String shown(Typed typed) {
    return switch (typed.value()) {
      case null -> "!" + typed.wrong();
      case Value.Num(double number) -> "num " + number;
      case Value.Int(long number) -> "int " + number;
      case Value.Bool(boolean flag) -> "bool " + flag;
      case Value.Text(String text) -> "text " + text;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, 255, int -1", // eight bits
    "INT8, 4294967295, int -1", // thirty-two
    "INT8, -1, int -1", // sixty-four
    "INT8, 127, int 127",
    "INT8, 300, !number does not fit its data type",
    "INT16, 65535, int -1",
    "INT16, 4294934528, int -32768",
    "INT16, 65536, !number does not fit its data type",
    "INT32, 4294967295, int -1",
    "INT32, 2147483648, int -2147483648",
    "INT64, -1, int -1",
    "INT64, 9223372036854775807, int 9223372036854775807",
    "UINT8, 255, int 255",
    "UINT8, 256, !number does not fit its data type",
    "UINT16, 65535, int 65535",
    "UINT32, 4294967295, int 4294967295",
    "UINT32, 4294967296, !number does not fit its data type",
    "UINT64, 4294967296, int 4294967296",
    "UINT64, -1, num 1.8446744073709552E19",
    "FLOAT, 3, num 3.0",
    "BOOLEAN, 1, bool true",
    "BOOLEAN, 2, !value is not of its data type",
    "DATE_TIME, 1486144502122, text 2017-02-03T17:55:02.122Z",
    "DATE_TIME, -1, !time is not one of our age",
    "STRING, 1, !value is not of its data type",
    "UNKNOWN, 7, int 7"
  })
  void wholeNumbers(DataType type, long bits, String expected) {
    assertEquals(expected, shown(Typed.of(type, new Raw.Whole(bits))));
  }

  @Test
  void otherValues() {
    assertEquals("num 23.1", shown(Typed.of(DataType.FLOAT, new Raw.Real(23.1, true))));
    assertEquals("int 5", shown(Typed.of(DataType.INT32, new Raw.Real(5, false))));
    assertEquals(
        "!value is not a finite number",
        shown(Typed.of(DataType.DOUBLE, new Raw.Real(Double.NaN, false))));
    assertEquals("bool true", shown(Typed.of(DataType.BOOLEAN, new Raw.Flag(true))));
    assertEquals("text a", shown(Typed.of(DataType.UUID, new Raw.Words("a"))));
    assertEquals(
        "!value is longer than 1 KiB of text",
        shown(Typed.of(DataType.TEXT, new Raw.Words("x".repeat(1_025)))));
    assertEquals("text AP8=", shown(Typed.of(DataType.FILE, new Raw.Data(new byte[] {0, -1}))));
    assertEquals("!metric has no value", shown(Typed.of(DataType.INT8, null)));
  }

  // The arrays that the standard prints (6.4.17), and more.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT8_ARRAY    | EF7B                             | [-17,123]",
        "INT16_ARRAY   | D08A807B                         | [-30000,31616]",
        "INT32_ARRAY   | 1D3A8DC6 FEFFFFFF                | [-963823075,-2]",
        "INT64_ARRAY   | FFFFFFFFFFFFFFFF                 | [-1]",
        "UINT8_ARRAY   | 17FA                             | [23,250]",
        "UINT16_ARRAY  | 1E00 E8FD                        | [30,65000]",
        "UINT32_ARRAY  | 34000000 FFFFFFFF                | [52,4294967295]",
        "UINT64_ARRAY  | 3400000000000000                 | [52]",
        "FLOAT_ARRAY   | CDCCB841                         | [23.1]",
        "DOUBLE_ARRAY  | 000000000000F03F                 | [1.0]",
        "BOOLEAN_ARRAY | 0C000000 34D0                    | [false,false,true,true,false,true,false,"
            + "false,true,true,false,true]",
        "STRING_ARRAY  | 41424300 68656C6C6F00            | [\"ABC\",\"hello\"]",
        "DATE_TIME_ARRAY | AA25270650010000 | [\"2015-09-25T20:17:20.298Z\"]",
        "INT16_ARRAY   | D08A80                           | !array is cut short",
        "BOOLEAN_ARRAY | FFFFFFFF 00                      | !array is cut short",
        "STRING_ARRAY  | 414243                           | !array is cut short"
      })
  void arrays(DataType type, String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    String shown = shown(Typed.of(type, new Raw.Data(bytes)));
    assertEquals(expected.replace(" ", ""), shown.replaceFirst("text ", "").replace(" ", ""));
  }

  @Test
  void tables() {
    var table =
        new Raw.Table(
            List.of("a", "b"),
            List.of(3, 12),
            List.of(List.of(new Raw.Whole(0xFFFF_FFFFL), new Raw.Words("x"))));
    assertEquals("text [[\"a\",\"b\"],[-1,\"x\"]]", shown(Typed.of(DataType.DATA_SET, table)));
  }

  @Test
  void timesOfOurAge() {
    assertNull(Typed.instant(0));
    assertNull(Typed.instant(Long.MAX_VALUE));
  }
}
