package io.arxos.driver.gpio;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.gpio.PinPoint.Direction;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and drives the pins of a [Board], all on one thread.
final class GpioDriver implements Driver {
  private static final Logger log = LoggerFactory.getLogger(GpioDriver.class);
  private static final Reading NO_BUILDING = Reading.down("simulated building not connected");
  private static final Reading NO_PIN = Reading.down("pin cannot be had");

  /// What there is besides points.
  ///
  /// @param link the simulated building; null when the pins are real, or a test's
  /// @param counters null when no point counts pulses
  record Options(
      Board.Provider provider,
      PinLink.@Nullable Place link,
      RandomGenerator random,
      @Nullable Counters counters) {}

  private final Options options;
  private final Map<PointId, PinPoint> points;
  private final Map<Integer, PinPoint> byPin;
  private final Set<PointId> writable;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("gpio").unstarted(work));

  // of the gpio thread
  private @Nullable Board board;
  private final Set<Integer> heard = new HashSet<>(); // inputs the building has told of

  /// Levels of debounced inputs that have lasted, and when their last edge was.
  private final Map<Integer, Boolean> settled = new ConcurrentHashMap<>();

  private final Map<Integer, Long> edges = new ConcurrentHashMap<>();

  private volatile @Nullable PinLink link;
  private volatile String failed = "";

  /// @param writable the points that [#write] may be called for
  GpioDriver(Options options, List<PinPoint> points, Set<PointId> writable) {
    this.options = options;
    this.points = points.stream().collect(Collectors.toMap(PinPoint::id, Function.identity()));
    this.byPin =
        points.stream()
            .collect(Collectors.toMap(PinPoint::pin, Function.identity(), (first, _) -> first));
    this.writable = Set.copyOf(writable);
  }

  @Override
  public void open(ReadingSink sink) throws DriverException {
    try {
      thread.submit(() -> take(sink)).get();
    } catch (ExecutionException e) {
      throw new DriverException(
          "no GPIO by " + options.provider() + " on this machine: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException("interrupted while opening GPIO", e);
    }
    PinLink.Place place = options.link();
    if (place != null) {
      var opened = new PinLink(place, new Wiring(sink), options.random());
      link = opened;
      opened.start();
    }
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    return onThread(
        () -> {
          var readings = new LinkedHashMap<PointId, Reading>();
          for (PointId id : asked) {
            PinPoint point = points.get(id);
            readings.put(id, point == null ? Reading.fault("unknown point") : reading(point));
          }
          return readings;
        },
        asked.stream().collect(Collectors.toMap(Function.identity(), _ -> NO_PIN)));
  }

  @Override
  public WriteResult write(PointId id, Value value) throws InterruptedException {
    PinPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    double number = value.number();
    if (number != 0 && number != 1) { // NaN, too: text
      return new WriteResult.Refused("a pin is on or off");
    }
    return onThread(
        () -> drive(point, point.high(number == 1)),
        new WriteResult.Failed("pin cannot be driven"));
  }

  /// A pin does not say what is wired to it.
  @Override
  public List<Discovered> discover(Duration limit) {
    return List.of();
  }

  @Override
  public void close() {
    PinLink opened = link;
    if (opened != null) {
      opened.close();
    }
    try {
      thread.execute(this::release);
    } catch (RejectedExecutionException _) {
      return; // closed before
    }
    thread.close();
    Counters counters = options.counters();
    if (counters != null) {
      counters.close();
    }
  }

  private void count(PinPoint point, boolean active) {
    Counters counters = options.counters();
    PinPoint.Counting counting = point.counting();
    if (counters != null && counting != null) {
      counters.add(point, counting, active);
    }
  }

  private void take(ReadingSink sink) {
    var taken = new Board(options.provider());
    board = taken;
    for (PinPoint point : points.values()) {
      try {
        if (point.direction() == Direction.OUT) {
          taken.output(point);
        } else {
          taken.input(point, (pin, high) -> changed(sink, pin, high));
          if (!point.debounce().isZero() && point.counting() == null) {
            taken.level(point.pin()).ifPresent(high -> settled.put(point.pin(), high));
          }
          if (options.link() == null) {
            count(point, taken.level(point.pin()).map(point::value).orElse(false));
          }
        }
      } catch (RuntimeException | LinkageError e) { // a native library that is not for this machine
        log.warn("{}: pin {} cannot be had: {}", point.id(), point.pin(), String.valueOf(e));
        sink.tell(Map.of(point.id(), NO_PIN));
      }
    }
  }

  private void release() {
    Board taken = board;
    board = null;
    if (taken != null) {
      taken.close();
    }
  }

  private Reading reading(PinPoint point) {
    if (point.direction() == Direction.IN
        && options.link() != null
        && !heard.contains(point.pin())) {
      return NO_BUILDING;
    }
    Counters counters = options.counters();
    Reading counted = counters == null ? null : counters.read(point.id());
    if (counted != null) {
      return counted;
    }
    Boolean lasting = settled.get(point.pin());
    if (lasting != null) {
      return good(point, lasting);
    }
    Board taken = board;
    return taken == null
        ? NO_PIN
        : taken.level(point.pin()).map(high -> good(point, high)).orElse(NO_PIN);
  }

  private WriteResult drive(PinPoint point, boolean high) {
    Board taken = board;
    if (taken == null || !taken.drive(point.pin(), high)) {
      return new WriteResult.Failed("pin cannot be had");
    }
    PinLink wire = link;
    if (wire != null) {
      wire.send(new PinLine(true, point.pin(), high));
    }
    return new WriteResult.Written();
  }

  /// On whichever thread Pi4J tells of a change.
  private void changed(ReadingSink sink, int pin, boolean high) {
    PinPoint point = byPin.get(pin);
    Counters counters = options.counters();
    if (point != null && point.counting() != null && counters != null) {
      counters.edge(point.id(), point.value(high)); // a count is read, not told at every pulse
    } else if (point != null && point.debounce().isZero()) {
      sink.tell(Map.of(point.id(), good(point, high)));
    } else if (point != null) {
      long at = System.nanoTime();
      edges.put(pin, at);
      CompletableFuture.delayedExecutor(
              point.debounce().toMillis(), TimeUnit.MILLISECONDS, this::whileOpen)
          .execute(() -> settle(sink, point, high, at));
    }
  }

  /// A level has lasted when no edge came after its own.
  private void settle(ReadingSink sink, PinPoint point, boolean high, long at) {
    if (Long.valueOf(at).equals(edges.get(point.pin()))
        && !Boolean.valueOf(high).equals(settled.put(point.pin(), high))) {
      sink.tell(Map.of(point.id(), good(point, high)));
    }
  }

  private void whileOpen(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException _) {
      // closed meanwhile
    }
  }

  private static Reading good(PinPoint point, boolean high) {
    return Reading.good(new Value.Bool(point.value(high)));
  }

  private <T> T onThread(Callable<T> work, T otherwise) throws InterruptedException {
    try {
      T result = thread.submit(work).get();
      failed = "";
      return result;
    } catch (ExecutionException e) {
      String failure = String.valueOf(e.getCause());
      if (!failure.equals(failed)) { // said once, not at every poll
        failed = failure;
        log.warn("GPIO: {}", failure);
      }
      return otherwise;
    } catch (RejectedExecutionException _) { // closed
      return otherwise;
    }
  }

  /// The wires between the mock pins and the building; everything on the gpio thread, in order.
  private final class Wiring implements PinLink.Building {
    private final ReadingSink sink;

    Wiring(ReadingSink sink) {
      this.sink = sink;
    }

    @Override
    public void connected() {
      later(() ->
          points.values().stream()
              .filter(point -> point.direction() == Direction.OUT)
              .forEach(this::tell));
    }

    @Override
    public void received(PinLine line) {
      PinPoint point = byPin.get(line.pin());
      if (!line.output() && point != null && point.direction() == Direction.IN) {
        later(() -> hear(point, line.high()));
      }
    }

    @Override
    public void lost() {
      later(() -> {
        heard.clear();
        var down = new LinkedHashMap<PointId, Reading>();
        points.values().stream()
            .filter(point -> point.direction() == Direction.IN)
            .forEach(point -> down.put(point.id(), NO_BUILDING));
        if (!down.isEmpty()) {
          sink.tell(down);
        }
      });
    }

    private void tell(PinPoint point) {
      Board taken = board;
      PinLink wire = link;
      if (taken != null && wire != null) {
        taken.level(point.pin()).ifPresent(high -> wire.send(new PinLine(true, point.pin(), high)));
      }
    }

    private void hear(PinPoint point, boolean high) {
      Board taken = board;
      if (taken == null) {
        return;
      }
      boolean first = heard.add(point.pin());
      boolean same = taken.level(point.pin()).equals(java.util.Optional.of(high));
      if (first) {
        count(point, point.value(high)); // only now is its level known
      }
      taken.mock(point.pin(), high); // offers by itself when the level changes
      if (first && same && point.counting() == null) {
        sink.tell(Map.of(point.id(), good(point, high)));
      }
    }

    private void later(Runnable work) {
      whileOpen(work);
    }
  }
}
