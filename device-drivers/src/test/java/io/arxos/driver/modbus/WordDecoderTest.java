package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.RegisterType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The exchanges that the specification works out (Modbus Application Protocol 1.1b3, section 6).
final class WordDecoderTest {
  private final WordDecoder decoder =
      WordDecoder.plain(Form.of(RegisterType.UINT16, 1), Meaning.UNKNOWN);

  private List<Object> values(int function, int address, int... words) {
    List<Object> values = new ArrayList<>();
    for (Decoded decoded : decoder.decode(new Exchange(1, function, address, words))) {
      values.add(
          switch (decoded.reading()) {
            case Reading.Good(Value.Int(long number), var _) -> number;
            case Reading.Good(Value.Bool(boolean bit), var _) -> bit;
            case Reading.Good good -> good.value();
            case Reading.Bad(var _, String reason, var _) -> reason;
          });
    }
    return values;
  }

  @Test
  void theExamplesOfTheSpecification() {
    assertEquals(List.of(555L, 0L, 100L), values(3, 107, 0x022B, 0, 0x64));
    assertEquals(List.of(10L), values(4, 8, 0x000A));
    assertEquals(
        List.of(true, false, true, true, false, false, true, true),
        values(1, 19, 1, 0, 1, 1, 0, 0, 1, 1)); // CD, from the lowest bit on
    assertEquals(List.of("illegal data address"), values(0x83, 0xFFFF, 2));
    assertEquals(List.of("illegal data value"), values(0x81, 0, 3));
    assertEquals(List.of("exception code 99"), values(0x83, 0, 99));
    assertEquals(List.of("function 22 reads no registers"), values(22, 4, 1));
  }

  @Test
  void bitsOfAnAnswerLieFromTheLowestOn() {
    var image = new io.arxos.driver.modbus.register.RegisterImage();
    image.putBits(
        io.arxos.driver.modbus.register.Table.COIL, 19, new byte[] {(byte) 0xCD, 0x6B, 0x05}, 19);
    List<Integer> bits = new ArrayList<>();
    for (int at = 19; at < 38; at++) {
      if (image.words(io.arxos.driver.modbus.register.Table.COIL, at, 1)
          instanceof io.arxos.driver.modbus.register.RegisterImage.Words(byte[] wire)) {
        bits.add((int) wire[1]);
      }
    }
    assertEquals(List.of(1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1), bits);
  }
}
