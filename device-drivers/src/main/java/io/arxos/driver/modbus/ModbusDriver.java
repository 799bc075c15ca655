package io.arxos.driver.modbus;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Reads by blocks, writes single points, remembers which units are silent and which points must be
/// read alone.
final class ModbusDriver implements Driver {
  private static final int ILLEGAL_DATA_ADDRESS = 0x02;
  private static final int UNITS_MAX = 247;

  private final ModbusLine line;
  private final int gapMax;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<PointId, ModbusPoint> points;
  private final Set<PointId> writable;
  private final Map<Integer, DeviceGate> units = new ConcurrentHashMap<>();
  private final Set<ModbusPoint> alone = ConcurrentHashMap.newKeySet();

  /// @param gapMax unused registers read along between two points
  record Options(int gapMax, Clock clock, RandomGenerator random) {}

  /// @param writable the points that [#write] may be called for
  ModbusDriver(
      ModbusLine line, Options options, Map<PointId, ModbusPoint> points, Set<PointId> writable) {
    this.line = line;
    this.gapMax = options.gapMax();
    this.clock = options.clock();
    this.random = options.random();
    this.points = Map.copyOf(points);
    this.writable = Set.copyOf(writable);
  }

  /// Nothing arrives unasked over Modbus; the first read connects.
  @Override
  public void open(ReadingSink sink) {}

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var known = new ArrayList<ModbusPoint>();
    for (PointId id : asked) {
      ModbusPoint point = points.get(id);
      if (point == null) {
        readings.put(id, Reading.fault("unknown point"));
      } else {
        known.add(point);
      }
    }
    for (RegisterSpan span : RegisterSpan.plan(known, gapMax, alone)) {
      read(span, readings);
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) throws InterruptedException {
    ModbusPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    double number = value.number();
    if (!Double.isFinite(number)) {
      return new WriteResult.Refused("a register holds a number, not text");
    }
    if (point.type() == RegisterType.BOOL && number != 0 && number != 1) {
      return new WriteResult.Refused("a bool is 0 or 1");
    }
    Optional<byte[]> bytes = point.bytes(number);
    if (bytes.isEmpty()) {
      return new WriteResult.Refused("out of the register's range");
    }
    return switch (ask(point.unit(), writing(point, bytes.get()))) {
      case Answer.Data _ -> new WriteResult.Written();
      case Answer.Refusal(_, String name) -> new WriteResult.Failed(name);
      case Answer.Silence _ -> new WriteResult.Failed("unit does not answer");
      case Answer.NoLine(String reason) -> new WriteResult.Failed(reason);
    };
  }

  /// Units that answer at all: each is asked for its first holding register.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    var found = new ArrayList<Discovered>();
    long start = clock.nanos();
    for (int unit = 1; unit <= UNITS_MAX; unit++) {
      if (clock.nanos() - start >= limit.toNanos()) {
        break;
      }
      int candidate = unit;
      if (points.values().stream().anyMatch(point -> point.unit() == candidate)) {
        continue;
      }
      switch (ask(unit, new ReadHoldingRegistersRequest(0, 1))) {
        case Answer.Data(byte[] bytes) when bytes.length >= 2 ->
            found.add(
                found(
                    unit,
                    "holding register 0 = " + (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF))));
        case Answer.Refusal(int code, String name)
            when !ModbusLine.CODES_OF_SILENCE.contains(code) ->
            found.add(found(unit, name));
        case Answer.Data _, Answer.Refusal _, Answer.Silence _ -> {}
        case Answer.NoLine _ -> {
          return found;
        }
      }
    }
    return found;
  }

  @Override
  public List<LineReport> lines() {
    return List.of(line.report());
  }

  @Override
  public void close() {
    line.close();
  }

  private void read(RegisterSpan span, Map<PointId, Reading> readings) throws InterruptedException {
    Answer answer = ask(span.unit(), reading(span));
    if (answer instanceof Answer.Refusal(int code, _)
        && code == ILLEGAL_DATA_ADDRESS
        && span.points().size() > 1) {
      alone.addAll(span.points());
      for (ModbusPoint point : span.points()) {
        read(new RegisterSpan(List.of(point)), readings);
      }
      return;
    }
    for (ModbusPoint point : span.points()) {
      readings.put(
          point.id(),
          switch (answer) {
            case Answer.Data(byte[] bytes) -> decode(span, point, bytes);
            case Answer.Refusal(int code, String name) ->
                ModbusLine.CODES_OF_SILENCE.contains(code)
                    ? Reading.down(name)
                    : Reading.fault(name);
            case Answer.Silence _ -> Reading.down("unit does not answer");
            case Answer.NoLine(String reason) -> Reading.down(reason);
          });
    }
  }

  private Answer ask(int unit, ModbusRequestPdu request) throws InterruptedException {
    return line.ask(
        unit, units.computeIfAbsent(unit, _ -> DeviceGate.standard(clock, random)), request);
  }

  private static Reading decode(RegisterSpan span, ModbusPoint point, byte[] bytes) {
    if (span.table().bits()) {
      int at = point.register() - span.first();
      return at / 8 >= bytes.length
          ? Reading.fault("reply too short")
          : Reading.good(new Value.Bool(((bytes[at / 8] >> (at % 8)) & 1) == 1));
    }
    return bytes.length < 2 * span.count()
        ? Reading.fault("reply too short")
        : point.read(bytes, span.first());
  }

  private static ModbusRequestPdu reading(RegisterSpan span) {
    int first = span.first();
    int count = span.count();
    return switch (span.table()) {
      case HOLDING -> new ReadHoldingRegistersRequest(first, count);
      case INPUT -> new ReadInputRegistersRequest(first, count);
      case COIL -> new ReadCoilsRequest(first, count);
      case DISCRETE -> new ReadDiscreteInputsRequest(first, count);
    };
  }

  private static ModbusRequestPdu writing(ModbusPoint point, byte[] bytes) {
    if (point.table() == ModbusPoint.Table.COIL) {
      return new WriteSingleCoilRequest(point.register(), bytes[1] != 0);
    }
    return bytes.length == 2
        ? new WriteSingleRegisterRequest(
            point.register(), ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF))
        : new WriteMultipleRegistersRequest(point.register(), bytes.length / 2, bytes);
  }

  private static Discovered found(int unit, String sample) {
    return new Discovered("modbus", "unit-id " + unit, sample);
  }
}
