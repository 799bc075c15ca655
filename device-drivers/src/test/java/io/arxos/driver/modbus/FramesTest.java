package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// Frames that come in pieces, broken, late or from somebody else.
@NullUnmarked // a map without the asked key fails the test, as it should
final class FramesTest {
  private static final PointId POINT = new PointId("site/peer/point");

  // Unit 17, function 3, three registers 022B 0000 0064 (Modbus Application Protocol, 6.3).
  private static final byte[] ANSWER =
      RawPeer.checked(0x11, 0x03, 0x06, 0x02, 0x2B, 0x00, 0x00, 0x00, 0x64);

  private static Driver driver(RawPeer peer, String framing) {
    var address = Map.of("unit-id", 17, "table", "holding", "register", 107, "type", "uint48");
    Map<String, Object> settings =
        Map.of("host", "127.0.0.1", "port", peer.port(), "framing", framing, "timeout", "300ms");
    return new ModbusDriverFactory()
        .create(
            Settings.of(settings, FramesTest::wrong),
            List.of(new PointBinding(POINT, Settings.of(address, FramesTest::wrong), false)));
  }

  private static void wrong(Object problem) {
    throw new AssertionError(problem.toString());
  }

  private static Reading read(Driver driver) throws InterruptedException {
    return driver.read(Set.of(POINT)).get(POINT);
  }

  private static List<byte[]> pieces(byte[] frame, int size) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < frame.length; at += size) {
      pieces.add(java.util.Arrays.copyOfRange(frame, at, Math.min(at + size, frame.length)));
    }
    return pieces;
  }

  @Test
  void anAnswerInAnyPiecesIsTheSame() throws Exception {
    assertEquals("c8ba", HexFormat.of().formatHex(ANSWER, 9, 11), "the published checksum");
    try (RawPeer peer = RawPeer.rtu(_ -> List.of(ANSWER));
        Driver driver = driver(peer, "rtu")) {
      for (int size = 1; size <= ANSWER.length; size++) {
        int own = size;
        peer.answers(_ -> pieces(ANSWER, own));
        assertEquals(Reading.good(new Value.Int(0x022B00000064L)), read(driver), "size " + size);
      }
      assertArrayEquals(
          RawPeer.checked(0x11, 0x03, 0x00, 0x6B, 0x00, 0x03), peer.questions.getFirst());
    }
  }

  @Test
  void anExceptionCodeOverRtuIsNamed() throws Exception {
    try (RawPeer peer = RawPeer.rtu(_ -> List.of(RawPeer.checked(0x11, 0x83, 0x04)));
        Driver driver = driver(peer, "rtu")) {
      assertEquals(Reading.fault("device failure"), read(driver));
      peer.answers(_ -> pieces(RawPeer.checked(0x11, 0x83, 0x0B), 1));
      assertEquals(Reading.down("gateway target device failed to respond"), read(driver));
    }
  }

  @Test
  void aWrongChecksumIsAFaultAndIsAskedAgainOnce() throws Exception {
    byte[] broken = ANSWER.clone();
    broken[4] ^= 1;
    try (RawPeer peer = RawPeer.rtu(_ -> List.of(broken));
        Driver driver = driver(peer, "rtu")) {
      assertEquals(Reading.fault("wrong checksum"), read(driver));
      assertEquals(2, peer.questions.size());
      peer.answers(_ -> List.of(ANSWER));
      assertEquals(Reading.good(new Value.Int(0x022B00000064L)), read(driver), "the control");
    }
  }

  @Test
  void theAnswerOfAnotherIsNotTaken() throws Exception {
    byte[] other = RawPeer.checked(0x12, 0x03, 0x06, 0x02, 0x2B, 0x00, 0x00, 0x00, 0x64);
    byte[] function = RawPeer.checked(0x11, 0x04, 0x06, 0x02, 0x2B, 0x00, 0x00, 0x00, 0x64);
    byte[] longer = RawPeer.checked(0x11, 0x03, 0x08, 0x02, 0x2B, 0, 0, 0, 0x64, 0, 0);
    byte[] shorter = RawPeer.checked(0x11, 0x03, 0x02, 0x02, 0x2B);
    try (RawPeer peer = RawPeer.rtu(_ -> List.of(other));
        Driver driver = driver(peer, "rtu")) {
      assertEquals(Reading.fault("an answer to another question"), read(driver));
      peer.answers(_ -> List.of(function));
      assertEquals(Reading.fault("an answer to another question"), read(driver));
      peer.answers(_ -> List.of(longer));
      assertEquals(Reading.fault("reply of the wrong length"), read(driver));
      peer.answers(_ -> List.of(shorter));
      assertEquals(Reading.fault("reply of the wrong length"), read(driver));
      peer.answers(_ -> List.of(ANSWER));
      assertEquals(Reading.good(new Value.Int(0x022B00000064L)), read(driver), "the control");
    }
  }

  @Test
  void halfAFrameIsNoAnswerAndTheNextOneIsRead() throws Exception {
    try (RawPeer peer = RawPeer.rtu(_ -> pieces(ANSWER, 6).subList(0, 1));
        Driver driver = driver(peer, "rtu")) {
      assertEquals(Reading.down(ModbusLine.NOISE), read(driver));
      peer.answers(_ -> List.of(ANSWER));
      io.arxos.driver.Await.until(
          "the next one is read",
          () -> read(driver).equals(Reading.good(new Value.Int(0x022B00000064L))));
    }
  }

  // MBAP: transaction, protocol 0, length, unit (Modbus Messaging on TCP/IP, 3.1.3).
  @Test
  void anAnswerWithAnotherTransactionIsNotTaken() throws Exception {
    try (RawPeer peer = RawPeer.tcp(question -> List.of(mbap(question, 1)));
        Driver driver = driver(peer, "tcp")) {
      assertEquals(Reading.down("unit does not answer"), read(driver));
      peer.answers(question -> pieces(mbap(question, 0), 1));
      io.arxos.driver.Await.until(
          "the control is read",
          () -> read(driver).equals(Reading.good(new Value.Int(0x022B00000064L))));
    }
  }

  private static byte[] mbap(byte[] question, int other) {
    byte[] answer = new byte[15];
    answer[0] = question[0];
    answer[1] = (byte) (question[1] + other);
    answer[5] = 9;
    System.arraycopy(ANSWER, 0, answer, 6, 9);
    return answer;
  }
}
