package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.modbus.register.Form;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.RegisterImage;
import io.arxos.driver.modbus.register.RegisterType;
import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How questions are joined, and how an offender among them is found. A register's value is its
/// number.
final class FetcherTest {
  private final List<String> questions = new ArrayList<>();
  private Set<Integer> missing = Set.of();

  private Fetcher fetcher(int gap, int span) {
    return new Fetcher(
        (_, request) -> answer((ReadHoldingRegistersRequest) request),
        new RegisterSpan.Rules(gap, span),
        new Holes(io.arxos.driver.Clock.system(), new Random(1)));
  }

  private Answer answer(ReadHoldingRegistersRequest request) {
    questions.add(request.address() + "+" + request.quantity());
    byte[] bytes = new byte[2 * request.quantity()];
    for (int i = 0; i < request.quantity(); i++) {
      if (missing.contains(request.address() + i)) {
        return new Answer.Refusal(2, "illegal data address");
      }
      bytes[2 * i] = (byte) ((request.address() + i) >> 8);
      bytes[2 * i + 1] = (byte) (request.address() + i);
    }
    return new Answer.Data(bytes);
  }

  private static ModbusPoint point(int register, Optional<ScaleSource> scale) {
    return ModbusPoint.read(
        new PointId("site/peer/r" + register),
        1,
        new Register(Table.HOLDING, register, Form.of(RegisterType.UINT16, 1), scale));
  }

  private static List<ModbusPoint> points(int... registers) {
    List<ModbusPoint> points = new ArrayList<>();
    for (int register : registers) {
      points.add(point(register, Optional.empty()));
    }
    return points;
  }

  private List<String> asked(Fetcher fetcher, List<ModbusPoint> points) throws Exception {
    questions.clear();
    var images = fetcher.fetch(points);
    for (ModbusPoint point : points) {
      boolean gone = missing.contains(point.register().address());
      assertEquals(
          gone
              ? Reading.fault("illegal data address")
              : Reading.good(new Value.Int(point.register().address())),
          point.register().read(images.getOrDefault(1, new RegisterImage())));
    }
    return List.copyOf(questions);
  }

  @Test
  void gapAndSpanLimitARequest() throws Exception {
    assertEquals(List.of("0+10", "20+1"), asked(fetcher(8, 125), points(0, 9, 20)));
    assertEquals(List.of("0+1", "9+1"), asked(fetcher(7, 125), points(0, 9)));
    assertEquals(List.of("0+2", "3+1"), asked(fetcher(0, 125), points(0, 1, 3)));
    assertEquals(List.of("0+5", "5+1"), asked(fetcher(8, 5), points(0, 4, 5)));
  }

  @Test
  void theOffenderIsFoundAndTheOthersAreJoinedAgain() throws Exception {
    missing = Set.of(3);
    Fetcher fetcher = fetcher(8, 125);
    List<ModbusPoint> points = points(0, 1, 2, 3, 4, 5, 6, 7);
    assertEquals(List.of("0+8", "0+4", "0+2", "2+2", "2+1", "3+1", "4+4"), asked(fetcher, points));
    assertEquals(List.of("0+3", "4+4"), asked(fetcher, points), "the offender rests");
  }

  @Test
  void aHoleBetweenPointsIsNeverCrossedAgain() throws Exception {
    missing = Set.of(4);
    Fetcher fetcher = fetcher(8, 125);
    List<ModbusPoint> points = points(0, 2, 6, 8);
    assertEquals(List.of("0+9", "0+3", "6+3"), asked(fetcher, points));
    assertEquals(List.of("0+3", "6+3"), asked(fetcher, points));
  }

  @Test
  void aScaleIsFetchedWithWhatItScalesUnlessHolesAreForbidden() throws Exception {
    var scale = Optional.of(new ScaleSource(40, Form.of(RegisterType.INT16, 1), true));
    var far = Optional.of(new ScaleSource(400, Form.of(RegisterType.INT16, 1), true));
    fetcher(8, 125).fetch(List.of(point(10, scale)));
    fetcher(0, 125).fetch(List.of(point(10, scale)));
    fetcher(8, 125).fetch(List.of(point(10, far)));
    assertEquals(List.of("10+31", "10+1", "40+1", "10+1", "400+1"), questions);
  }
}
