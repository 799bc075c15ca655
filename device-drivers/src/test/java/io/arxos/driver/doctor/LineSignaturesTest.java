package io.arxos.driver.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.RawWords.Form;
import io.arxos.driver.line.Trouble;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineSignaturesTest {
  private static final long MILLI = 1_000_000;

  private final LineStats bus = new LineStats("plant:502", Medium.BUS);
  private final LineStats broker = new LineStats("tcp://broker:1883", Medium.BROKER);

  @Test
  void aHealthyLineSaysNothing() {
    for (int unit = 1; unit <= 5; unit++) {
      talk(unit, 200, 0, Trouble.CHECKSUM);
    }
    talk(6, 200, 2, Trouble.CHECKSUM); // one in a hundred happens
    bus.device("unit-id 1").identity("meter 4711");
    bus.device("unit-id 1").identity("meter 4711");
    assertEquals(List.of(), found());
  }

  @Test
  void answersGarbledAtOneUnitOnlyAreTwoDevices() {
    talk(1, 100, 0, Trouble.CHECKSUM);
    talk(2, 100, 0, Trouble.CHECKSUM);
    talk(3, 100, 30, Trouble.CHECKSUM);
    assertEquals(List.of("TWO_DEVICES_AS_ONE unit-id 3"), found());
    assertEquals(
        "unit-id 3: 30 of 100 answers came garbled (checksum error) while 2 other devices on the"
            + " line are clean: two devices answer to its address at once. Give one of them"
            + " another address.",
        LineDoctor.examine(List.of(bus.report()), List.of()).getFirst().sentence());
  }

  @Test
  void anIdentityThatFlapsIsTwoDevices() {
    DeviceStats device = bus.device("unit-id 3");
    device.identity("serial 1");
    device.identity("serial 2");
    assertEquals(List.of(), found(), "a device that was exchanged");
    device.identity("serial 1");
    assertEquals(List.of("TWO_DEVICES_AS_ONE unit-id 3"), found());
  }

  @Test
  void garbageEverywhereAndNoAnswerIsTheWrongSetting() {
    for (int unit = 1; unit <= 3; unit++) {
      silent(unit, 4, 1, Trouble.FRAMING);
    }
    assertEquals(List.of("WRONG_LINE_SETTINGS plant:502"), found());
  }

  @Test
  void noAnswerAndNoGarbageIsAnotherFault() {
    silent(1, 4, 0, Trouble.FRAMING);
    silent(2, 4, 0, Trouble.FRAMING);
    assertEquals(List.of("SILENT_LINE plant:502"), found());
  }

  @Test
  void garbageAtMostUnitsBesideGoodAnswersIsNoise() {
    talk(1, 100, 10, Trouble.CHECKSUM);
    talk(2, 100, 8, Trouble.FRAMING);
    talk(3, 100, 1, Trouble.FRAMING);
    assertEquals(List.of("NOISY_LINE plant:502"), found());
  }

  @Test
  void aDeadDeviceThatCostsMuchOfTheLineIsNamed() {
    talk(1, 100, 0, Trouble.SILENCE); // 2 s
    silent(2, 3, 0, Trouble.SILENCE); // 3 s
    assertEquals(List.of("DEAD_DEVICE_SLOWS_LINE unit-id 2"), found());
    talk(3, 1_000, 0, Trouble.SILENCE); // 20 s: it costs 12 %
    assertEquals(List.of(), found());
  }

  @Test
  void aSessionThatIsTakenTwiceIsASecondClient() {
    DeviceStats device = broker.device("tcp://broker:1883");
    device.ended(Duration.ofHours(1).toNanos(), Trouble.TAKEN_OVER);
    assertEquals(List.of(), found(), "a gateway that was exchanged");
    device.ended(MILLI, Trouble.TAKEN_OVER);
    assertEquals(List.of("DUPLICATE_CLIENT_ID tcp://broker:1883"), found());
  }

  @Test
  void connectionsThatEndSoonAgainAndAgainAreASecondClient() {
    DeviceStats device = broker.device("tcp://broker:1883");
    for (int i = 0; i < 3; i++) {
      device.ended(Duration.ofHours(1).toNanos(), Trouble.LOST);
    }
    device.ended(MILLI, Trouble.LOST);
    device.ended(MILLI, Trouble.LOST);
    assertEquals(List.of(), found(), "a broker that was restarted");
    device.ended(MILLI, Trouble.LOST);
    assertEquals(List.of("DUPLICATE_CLIENT_ID tcp://broker:1883"), found());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CDAB", "BADC", "DCBA"})
  void aFloatInAnotherOrderIsRecognised(String truly) {
    PointRecord volts = Evidence.point("site/m/u", "Voltage_Sensor", "V", Duration.ofSeconds(1));
    for (float value : new float[] {230.1f, 231.7f, 229.85f}) {
      words("site/m/u", Form.FLOAT32, "ABCD", lay(Float.floatToIntBits(value), truly));
      words("site/m/good", Form.FLOAT32, truly, lay(Float.floatToIntBits(value), truly));
    }
    List<Finding> findings = LineDoctor.examine(List.of(bus.report()), List.of(volts));
    assertEquals(1, findings.size(), findings.toString());
    assertEquals("site/m/u", findings.getFirst().subject());
    assertTrue(findings.getFirst().sentence().contains("with word order " + truly));
  }

  @Test
  void aCountWhoseUpperWordMovesIsSwapped() {
    for (int value : new int[] {1_234, 1_240, 1_251}) {
      words("site/m/e", Form.UINT32, "ABCD", lay(value, "CDAB"));
    }
    List<Finding> findings = LineDoctor.examine(List.of(bus.report()), List.of());
    assertEquals("WRONG_WORD_ORDER", findings.getFirst().signature().name());
    assertTrue(findings.getFirst().sentence().contains("1251"), findings.toString());
  }

  @Test
  void ordinaryWordsSayNothing() {
    for (int i = 0; i < 3; i++) {
      words("site/m/zero", Form.FLOAT32, "ABCD", lay(0, "ABCD"));
      words("site/m/power", Form.FLOAT32, "ABCD", lay(Float.floatToIntBits(12.5f + i), "ABCD"));
      words("site/m/energy", Form.UINT32, "ABCD", lay(70_000_000 + i, "ABCD"));
      words("site/m/negative", Form.INT32, "ABCD", lay(-500 - i, "ABCD"));
      words("site/m/small", Form.FLOAT32, "ABCD", lay(Float.floatToIntBits(1e-5f * i), "ABCD"));
      words("site/m/round", Form.UINT32, "ABCD", lay(0x10000 * 5, "ABCD"));
    }
    assertEquals(List.of(), found());
  }

  @Test
  void wordsOfEightBytesAreReadInTheirOrder() {
    byte[] big = ByteBuffer.allocate(8).putDouble(50.02).array();
    List<Byte> swapped = List.of(big[6], big[7], big[4], big[5], big[2], big[3], big[0], big[1]);
    assertEquals(50.02, WordOrderSignature.number(Form.FLOAT64, "CDAB", swapped));
    List<Byte> ones =
        List.of(
            (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1);
    assertEquals(0x1p64, WordOrderSignature.number(Form.UINT64, "ABCD", ones));
    assertEquals(-1, WordOrderSignature.number(Form.INT64, "DCBA", ones));
  }

  private List<String> found() {
    return Evidence.of(List.of(bus.report(), broker.report()));
  }

  private void talk(int unit, int asked, int bad, Trouble how) {
    DeviceStats device = bus.device("unit-id " + unit);
    for (int i = 0; i < asked; i++) {
      device.asked();
      if (i < bad) {
        device.failed(how, 20 * MILLI);
      } else {
        device.answered(20 * MILLI);
      }
    }
  }

  private void silent(int unit, int asked, int garbage, Trouble how) {
    DeviceStats device = bus.device("unit-id " + unit);
    for (int i = 0; i < asked; i++) {
      device.asked();
      device.failed(i < garbage ? how : Trouble.SILENCE, 1_000 * MILLI);
    }
  }

  private void words(String point, Form form, String order, byte[] bytes) {
    bus.device("unit-id 1").words(point, form, order, 1, bytes);
  }

  private static byte[] lay(int bits, String order) {
    byte[] big = ByteBuffer.allocate(4).putInt(bits).array();
    byte[] laid = new byte[4];
    for (int i = 0; i < 4; i++) {
      laid[i] = big["ABCD".indexOf(order.charAt(i))];
    }
    return laid;
  }
}
