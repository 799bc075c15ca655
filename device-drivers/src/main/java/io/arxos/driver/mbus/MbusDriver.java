package io.arxos.driver.mbus;

import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import io.arxos.driver.mbus.Telegram.Parsed;
import io.arxos.driver.mbus.Telegram.Sender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks meters one after the other.
final class MbusDriver implements Driver {
  /// The address of the meter that was selected by its identification.
  static final int SELECTED = 253;

  private static final int TELEGRAMS_MAX = 16;
  private static final int TRIES_MAX = 2;
  private static final int FRAME_BYTES_MAX = 261;
  private static final int SND_NKE = 0x40;
  private static final int REQ_UD2 = 0x5B;
  private static final int FCB = 0x20;
  private static final String SILENT = "meter does not answer";

  private final Place place;
  private final Map<PointId, Point> points;
  private final Clock clock;
  private final RandomGenerator random;
  private final LineStats stats;
  private final ReentrantLock line = new ReentrantLock(true);
  private final Map<String, DeviceGate> gates = new HashMap<>(); // guarded by line
  private final DeviceGate connecting;
  private @Nullable Socket socket; // guarded by line
  private volatile boolean closed;

  /// Where the converter is.
  ///
  /// @param scanTo the highest number that discovery asks for
  record Place(String host, int port, Duration timeout, int scanTo) {}

  /// @param meter 0 to 250, or [#SELECTED]
  /// @param id eight digits; empty for a meter by number
  record Point(int meter, String id, String value) {
    String device() {
      return id.isEmpty() ? "meter " + meter : "id " + id;
    }
  }

  /// What became of asking a meter.
  private sealed interface Told {
    record Data(Sender sender, Map<String, Records.Entry> entries) implements Told {}

    record Not(Reading reading) implements Told {}
  }

  MbusDriver(Place place, Map<PointId, Point> points, Clock clock, RandomGenerator random) {
    this.place = place;
    this.points = Map.copyOf(points);
    this.clock = clock;
    this.random = random;
    this.stats = new LineStats(place.host() + ":" + place.port(), LineReport.Medium.BUS);
    this.connecting = DeviceGate.standard(clock, random);
  }

  /// Meters say nothing unasked; the first read connects.
  @Override
  public void open(ReadingSink sink) {}

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    Map<Point, Told> told = new HashMap<>();
    for (PointId id : asked) {
      Point point = points.get(id);
      if (point == null) {
        readings.put(id, Reading.fault("unknown point"));
        continue;
      }
      var meter = new Point(point.meter(), point.id(), "");
      Told answer = told.get(meter);
      if (answer == null) {
        answer = ask(meter);
        told.put(meter, answer);
      }
      readings.put(id, reading(answer, point.value()));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId point, Value value) {
    return new WriteResult.Refused(points.containsKey(point) ? "not writable" : "unknown point");
  }

  /// Meters by number that no point is made of.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    var found = new ArrayList<Discovered>();
    long begun = clock.nanos();
    for (int meter = 0; meter <= place.scanTo(); meter++) {
      var point = new Point(meter, "", "");
      if (clock.nanos() - begun >= limit.toNanos()) {
        break;
      }
      if (points.values().stream().anyMatch(it -> it.device().equals(point.device()))) {
        continue;
      }
      if (ask(point) instanceof Told.Data data) {
        found.add(Telegram.discovered(meter, data.sender(), data.entries().values()));
      }
    }
    return found;
  }

  @Override
  public List<LineReport> lines() {
    return List.of(stats.report());
  }

  @Override
  public void close() {
    closed = true;
    line.lock();
    try {
      disconnect();
    } finally {
      line.unlock();
    }
  }

  private static Reading reading(Told told, String value) {
    return switch (told) {
      case Told.Not(Reading reading) -> reading;
      case Told.Data(_, var entries) -> {
        Records.Entry entry = entries.get(value);
        yield entry == null ? Reading.fault("the meter has no " + value) : entry.reading();
      }
    };
  }

  private Told ask(Point meter) throws InterruptedException {
    line.lockInterruptibly();
    try {
      DeviceGate gate =
          gates.computeIfAbsent(meter.device(), _ -> DeviceGate.standard(clock, random));
      if (closed || !gate.open()) {
        return new Told.Not(Reading.down(closed ? "the driver is closed" : SILENT));
      }
      DeviceStats device = stats.device(meter.device());
      if (!connected()) {
        device.troubled(Trouble.UNREACHABLE);
        return new Told.Not(Reading.down("cannot reach " + place.host() + ":" + place.port()));
      }
      Told told = telegrams(meter, device);
      if (told instanceof Told.Not(Reading.Bad bad) && bad.kind() == Reading.Kind.DOWN) {
        gate.silent();
      } else {
        gate.answered();
      }
      return told;
    } finally {
      line.unlock();
    }
  }

  /// Begins anew with the meter, so that both know which telegram is next, and asks until it has no
  /// more.
  private Told telegrams(Point meter, DeviceStats device) {
    int reset = meter.meter();
    Parsed begun = exchange(device, Telegram.shortFrame(SND_NKE, reset), false);
    if (reset == SELECTED) { // whoever was selected is not any more, and need not answer
      begun = exchange(device, Telegram.select(meter.id()), false);
    }
    if (!(begun instanceof Parsed.Ack)) {
      return new Told.Not(bad(begun));
    }
    var entries = new LinkedHashMap<String, Records.Entry>();
    Sender first = null;
    int control = REQ_UD2 | FCB;
    for (int i = 0; i < TELEGRAMS_MAX; i++) {
      Parsed parsed = exchange(device, Telegram.shortFrame(control, meter.meter()), true);
      if (!(parsed instanceof Parsed.Frame frame)) {
        return new Told.Not(bad(parsed));
      }
      if (frame.address() != meter.meter() && meter.meter() != SELECTED && meter.meter() != 0) {
        device.troubled(Trouble.MISMATCH);
        return new Told.Not(Reading.fault("another meter answers"));
      }
      Sender sender = Telegram.sender(frame);
      if (!sender.problem().isEmpty()) {
        device.troubled(Trouble.NONSENSE);
        return new Told.Not(Reading.fault(sender.problem()));
      }
      first = first == null ? sender : first;
      Records.All all = Records.read(sender.records());
      all.entries().forEach(it -> entries.putIfAbsent(it.name(), it));
      if (!all.more()) {
        break;
      }
      control ^= FCB;
    }
    if (first == null) {
      return new Told.Not(Reading.down(SILENT));
    }
    device.identity(first.manufacturer() + " " + first.id());
    return new Told.Data(first, entries);
  }

  private static Reading bad(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Damaged _ -> Reading.fault("wrong checksum");
      case Parsed.Garbage _ -> Reading.fault("no M-Bus telegram");
      case Parsed.Ack _ -> Reading.fault("the meter has no data");
      case Parsed.More _, Parsed.Frame _ -> Reading.down(SILENT);
    };
  }

  /// One question and its answer, asked once more when what came was damaged or nothing.
  ///
  /// @param data whether a telegram is wanted, so that silence is worth a second try
  private Parsed exchange(DeviceStats device, byte[] question, boolean data) {
    Parsed parsed = new Parsed.More();
    device.asked();
    for (int i = 0; i < TRIES_MAX; i++) {
      if (i > 0) {
        device.retried();
      }
      long begun = clock.nanos();
      parsed = once(question);
      long nanos = clock.nanos() - begun;
      switch (parsed) {
        case Parsed.Ack _, Parsed.Frame _ -> {
          device.answered(nanos);
          return parsed;
        }
        case Parsed.More _ -> device.failed(Trouble.SILENCE, nanos);
        case Parsed.Damaged _ -> device.failed(Trouble.CHECKSUM, nanos);
        case Parsed.Garbage _ -> device.failed(Trouble.FRAMING, nanos);
      }
      if (parsed instanceof Parsed.More && !data) {
        return parsed; // nobody there: a scan asks each of 250 once
      }
    }
    return parsed;
  }

  /// [Parsed.More] when the time is over.
  private Parsed once(byte[] question) {
    Socket open = socket;
    if (open == null) {
      return new Parsed.More();
    }
    byte[] answer = new byte[FRAME_BYTES_MAX];
    int length = 0;
    long begun = clock.nanos();
    try {
      open.getInputStream().skipNBytes(open.getInputStream().available()); // late answers
      open.getOutputStream().write(question);
      while (length < answer.length) {
        long left = place.timeout().toNanos() - (clock.nanos() - begun);
        if (left <= 0) {
          break;
        }
        open.setSoTimeout((int) Math.max(1, left / 1_000_000));
        int read = open.getInputStream().read(answer, length, answer.length - length);
        if (read < 0) {
          disconnect();
          break;
        }
        length += read;
        Parsed parsed = Telegram.parse(answer, length);
        if (!(parsed instanceof Parsed.More)) {
          return parsed;
        }
      }
    } catch (SocketTimeoutException _) {
      // what came is judged below
    } catch (IOException _) {
      disconnect();
    }
    return length == 0 ? new Parsed.More() : new Parsed.Garbage();
  }

  private boolean connected() {
    if (socket != null) {
      return true;
    }
    if (!connecting.open()) {
      return false;
    }
    var fresh = new Socket();
    try {
      fresh.setTcpNoDelay(true);
      fresh.connect(
          new InetSocketAddress(place.host(), place.port()), (int) place.timeout().toMillis());
      socket = fresh;
      connecting.answered();
      return true;
    } catch (IOException _) {
      close(fresh);
      connecting.silent();
      return false;
    }
  }

  private void disconnect() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      close(open);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // closed is what it was to be
    }
  }
}
