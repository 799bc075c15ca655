package io.arxos.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every driver promises, against a real peer over loopback. A subclass starts the peer with
/// one point that can be read (`site/peer/sensor`, value [#first]) and one that can be written
/// (`site/peer/output`).
@Timeout(120)
@NullUnmarked // a map without the asked key fails the test, as it should
public abstract class DriverContract {
  protected static final PointId SENSOR = new PointId("site/peer/sensor");
  protected static final PointId OUTPUT = new PointId("site/peer/output");
  protected static final PointId UNKNOWN = new PointId("site/peer/unknown");

  protected final RecordingSink sink = new RecordingSink();
  private final List<Driver> opened = new ArrayList<>();

  protected abstract DriverFactory factory();

  /// Starts the peer, or starts it again at the same place after [#stopPeer].
  protected abstract void startPeer() throws Exception;

  protected abstract void stopPeer() throws Exception;

  /// The driver's own settings, for the peer that runs.
  protected abstract Map<String, Object> settings();

  protected abstract Map<String, Object> sensorAddress();

  protected abstract Map<String, Object> outputAddress();

  /// Makes the sensor have this value, and say so if it speaks unasked.
  protected abstract void sense(boolean value) throws Exception;

  /// What the peer was last written.
  protected abstract boolean written() throws Exception;

  protected static boolean truth(Reading reading) {
    return ((Reading.Good) reading).value().number() != 0;
  }

  @BeforeEach
  final void start() throws Exception {
    startPeer();
  }

  @AfterEach
  final void stop() throws Exception {
    opened.forEach(Driver::close);
    stopPeer();
  }

  /// A driver that is open and has both points.
  protected Driver open() throws Exception {
    return open(settings());
  }

  protected Driver open(Map<String, Object> settings) throws Exception {
    Driver driver = create(settings, List.of(sensor(), output()));
    driver.open(sink);
    opened.add(driver);
    return driver;
  }

  protected Driver create(Map<String, Object> settings, List<PointBinding> points) {
    var problems = new ArrayList<Problem>();
    Driver driver = factory().create(Settings.of(settings, problems::add), points);
    assertEquals(List.of(), problems);
    return driver;
  }

  protected PointBinding sensor() {
    return binding(SENSOR, sensorAddress(), false);
  }

  protected PointBinding output() {
    return binding(OUTPUT, outputAddress(), true);
  }

  protected static PointBinding binding(
      PointId point, Map<String, Object> address, boolean writable) {
    return new PointBinding(
        point,
        Settings.of(
            address,
            problem -> {
              throw new AssertionError(problem.toString());
            }),
        writable);
  }

  protected static Reading read(Driver driver, PointId point) throws InterruptedException {
    return driver.read(Set.of(point)).get(point);
  }

  protected void awaitSensor(Driver driver, boolean value) throws Exception {
    Await.until(
        "the sensor reads " + value,
        () -> read(driver, SENSOR) instanceof Reading.Good good && truth(good) == value);
  }

  @Test
  void readsWhatThePeerHas() throws Exception {
    Driver driver = open();
    sense(true);
    awaitSensor(driver, true);
    sense(false);
    awaitSensor(driver, false);
  }

  @Test
  void everyAskedPointIsInTheAnswerAndAnUnknownOneIsAFault() throws Exception {
    Driver driver = open();
    sense(true);
    awaitSensor(driver, true);
    Map<PointId, Reading> readings = driver.read(Set.of(SENSOR, UNKNOWN));
    assertEquals(Set.of(SENSOR, UNKNOWN), readings.keySet());
    assertEquals(Reading.fault("unknown point"), readings.get(UNKNOWN));
    assertTrue(truth(readings.get(SENSOR)));
  }

  @Test
  void writesToThePeer() throws Exception {
    Driver driver = open();
    for (boolean value : new boolean[] {true, false, true}) {
      Await.until(
          "the write is taken",
          () -> driver.write(OUTPUT, new Value.Bool(value)) instanceof WriteResult.Written);
      Await.until("the peer has it", () -> written() == value);
    }
  }

  @Test
  void refusesWhatItWasNotMadeToWrite() throws Exception {
    Driver driver = open();
    assertEquals(
        new WriteResult.Refused("unknown point"), driver.write(UNKNOWN, new Value.Bool(true)));
    assertEquals(
        new WriteResult.Refused("not writable"), driver.write(SENSOR, new Value.Bool(true)));
  }

  @Test
  void readsAndWritesAtOnce() throws Exception {
    Driver driver = open();
    sense(true);
    awaitSensor(driver, true);
    Await.until(
        "the first write is taken",
        () -> driver.write(OUTPUT, new Value.Bool(true)) instanceof WriteResult.Written);
    var failures = new java.util.concurrent.ConcurrentLinkedQueue<Object>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      boolean writer = i % 2 == 0;
      threads.add(Thread.ofVirtual().start(() -> useRepeatedly(driver, writer, failures)));
    }
    for (Thread thread : threads) {
      assertTrue(thread.join(Await.LIMIT));
    }
    assertEquals(List.of(), List.copyOf(failures));
  }

  private static void useRepeatedly(
      Driver driver, boolean writer, java.util.Collection<Object> failures) {
    try {
      for (int i = 0; i < 20; i++) {
        Object result = writer ? driver.write(OUTPUT, new Value.Bool(true)) : read(driver, SENSOR);
        if (!(result instanceof WriteResult.Written || result instanceof Reading.Good)) {
          failures.add(result);
        }
      }
    } catch (InterruptedException e) {
      failures.add(e);
    }
  }

  @Test
  void isDownWithoutThePeerAndRecoversByItself() throws Exception {
    Driver driver = open();
    sense(true);
    awaitSensor(driver, true);
    stopPeer();
    Await.until(
        "the sensor is down",
        () -> read(driver, SENSOR) instanceof Reading.Bad bad && bad.kind() == Reading.Kind.DOWN);
    startPeer();
    Await.until(
        "the sensor is back",
        () -> {
          sense(true);
          return read(driver, SENSOR) instanceof Reading.Good;
        });
    Await.until(
        "the output is back",
        () -> driver.write(OUTPUT, new Value.Bool(true)) instanceof WriteResult.Written);
  }

  @Test
  void opensAndIsDownWhenThePeerIsNotThereYet() throws Exception {
    Map<String, Object> settings = settings();
    stopPeer();
    Driver driver = open(settings);
    Await.until(
        "the sensor is down",
        () -> read(driver, SENSOR) instanceof Reading.Bad bad && bad.kind() == Reading.Kind.DOWN);
    startPeer();
    Await.until(
        "the sensor reads",
        () -> {
          sense(true);
          return read(driver, SENSOR) instanceof Reading.Good;
        });
  }

  @Test
  void readOnlyNeverWrites() throws Exception {
    var settings = new HashMap<>(settings());
    settings.put("read-only", true);
    Driver driver = create(settings, List.of(sensor()));
    driver.open(sink);
    opened.add(driver);
    sense(true);
    awaitSensor(driver, true);
    assertInstanceOf(WriteResult.Refused.class, driver.write(OUTPUT, new Value.Bool(true)));
    assertInstanceOf(WriteResult.Refused.class, driver.write(SENSOR, new Value.Bool(true)));
  }

  @Test
  void closingTwiceOrBeforeOpeningIsHarmless() throws Exception {
    Driver neverOpened = create(settings(), List.of(sensor()));
    neverOpened.close();
    neverOpened.close();
    Driver driver = open();
    driver.close();
    driver.close();
  }

  @Test
  void discoveringEndsInTime() throws Exception {
    Driver driver = open();
    long start = System.nanoTime();
    driver.discover(Duration.ofMillis(300));
    assertTrue(System.nanoTime() - start < Await.LIMIT.toNanos());
  }

  @Test
  void everyMistakeInTheConfigurationIsReported() {
    var problems = new ArrayList<Problem>();
    var driver = new HashMap<>(settings());
    driver.put("read-onyl", true);
    var address = new HashMap<>(sensorAddress());
    address.put("addres", 1);
    factory()
        .create(
            Settings.of(driver, problems::add),
            List.of(
                new PointBinding(SENSOR, Settings.of(address, problems::add), false),
                new PointBinding(OUTPUT, Settings.of(Map.of(), problems::add), true)))
        .close();
    String all = problems.toString();
    assertTrue(all.contains("unknown key read-onyl; did you mean read-only?"), all);
    assertTrue(all.contains("unknown key addres"), all);
    assertTrue(all.contains("missing key"), all);
  }
}
