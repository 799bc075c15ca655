package io.arxos.driver.gpio.chip;

import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.gpio.chip.ChipKind.Measurement;
import io.arxos.driver.gpio.chip.ChipKind.Output;
import io.arxos.driver.gpio.chip.ChipKind.Quantity;
import io.arxos.driver.gpio.chip.ChipKind.Step;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One chip on its bus. For one thread at a time.
final class Chip {
  private static final int TRIES_MAX = 20;
  private static final long TRY_MILLIS = 10;

  /// Seven digits: no sensor has more, and 22.99999999 is a decimal of nothing that was measured.
  private static final MathContext DIGITS = new MathContext(7);

  private final ChipKind kind;
  private final Bus bus;
  private final int address;
  private final Map<String, Double> parameters;
  private final Around around;
  private boolean ready;
  private byte[] calibration = {};
  private int port = 0xFF;

  /// @param gate closed while the chip is silent
  record Around(DeviceGate gate, DeviceStats stats, Clock clock) {}

  /// The chip answers, and what it says is wrong.
  private static final class NonsenseException extends IOException {
    private static final long serialVersionUID = 1L;
    private final Trouble trouble;

    NonsenseException(Trouble trouble, String message) {
      super(message);
      this.trouble = trouble;
    }
  }

  Chip(ChipKind kind, Bus bus, int address, Map<String, Double> parameters, Around around) {
    this.kind = kind;
    this.bus = bus;
    this.address = address;
    this.parameters = new HashMap<>(kind.parameters());
    this.parameters.putAll(parameters);
    this.around = around;
  }

  /// Values by their names, as many as the chip has of them.
  Map<String, Reading> read(Set<String> names) throws InterruptedException {
    var readings = new LinkedHashMap<String, Reading>();
    for (Measurement measurement : kind.measurements()) {
      var wanted = measurement.values().stream().filter(it -> names.contains(it.name())).toList();
      if (!wanted.isEmpty()) {
        Map<String, Reading> measured = measured(measurement);
        wanted.forEach(it -> readings.put(it.name(), measured.get(it.name())));
      }
    }
    names.forEach(name -> readings.putIfAbsent(name, Reading.fault("the chip has no such value")));
    return readings;
  }

  WriteResult write(String name, boolean high) throws InterruptedException {
    Output output =
        kind.outputs().stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
    if (output == null) {
      return new WriteResult.Refused("the chip has no such output");
    }
    if (!around.gate().open()) {
      return new WriteResult.Failed("the chip does not answer");
    }
    try {
      prepare();
      drive(output, high);
      around.gate().answered();
      return new WriteResult.Written();
    } catch (IOException e) {
      away();
      return new WriteResult.Failed("the chip does not answer");
    }
  }

  private Map<String, Reading> measured(Measurement measurement) throws InterruptedException {
    var readings = new LinkedHashMap<String, Reading>();
    Reading bad;
    if (!around.gate().open()) {
      bad = Reading.down("the chip does not answer");
    } else {
      around.stats().asked();
      long begun = around.clock().nanos();
      try {
        prepare();
        Map<String, Double> values = values(measurement);
        around.gate().answered();
        around.stats().answered(around.clock().nanos() - begun);
        for (Quantity quantity : measurement.values()) {
          readings.put(
              quantity.name(), reading(quantity, values.getOrDefault(quantity.name(), Double.NaN)));
        }
        return readings;
      } catch (NonsenseException e) {
        around.stats().failed(e.trouble, around.clock().nanos() - begun);
        bad = Reading.fault(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        around.stats().failed(Trouble.SILENCE, around.clock().nanos() - begun);
        away();
        bad = Reading.down("the chip does not answer");
      }
    }
    for (Quantity quantity : measurement.values()) {
      readings.put(quantity.name(), bad);
    }
    return readings;
  }

  private void away() {
    ready = false;
    around.gate().silent();
  }

  private void prepare() throws IOException, InterruptedException {
    if (ready) {
      return;
    }
    var identity = kind.identity().orElse(null);
    if (identity != null && !Chips.is(bus, address, identity)) {
      throw new NonsenseException(Trouble.MISMATCH, "another chip answers at this address");
    }
    run(kind.setup());
    calibration = run(kind.calibration());
    ready = true;
  }

  private Map<String, Double> values(Measurement measurement)
      throws IOException, InterruptedException {
    byte[] data = run(measurement.steps());
    if (measurement.crc()) {
      data = withoutCrc(data);
    }
    if (!measurement.algorithm().isEmpty()) {
      return Algorithms.run(measurement.algorithm(), calibration, data, parameters);
    }
    var values = new HashMap<String, Double>();
    for (Quantity quantity : measurement.values()) {
      if (quantity.first() + quantity.length() > 8 * data.length) {
        throw new NonsenseException(Trouble.NONSENSE, "the chip's answer is too short");
      }
      long bits = Algorithms.bits(data, quantity.first(), quantity.length(), quantity.signed());
      values.put(quantity.name(), bits * quantity.scale() + quantity.offset());
    }
    return values;
  }

  private static Reading reading(Quantity quantity, double value) {
    if (!Double.isFinite(value)) {
      return Reading.fault("not a finite number");
    }
    if (quantity.flag()) {
      return Reading.good(new Value.Bool(value != 0));
    }
    if (value < quantity.min() || value > quantity.max()) {
      return Reading.fault("outside what the chip can measure");
    }
    return Reading.good(new Value.Num(new BigDecimal(value, DIGITS).doubleValue()));
  }

  private byte[] run(Iterable<Step> steps) throws IOException, InterruptedException {
    var read = new ByteArrayOutputStream();
    for (Step step : steps) {
      switch (step) {
        case Step.Write(byte[] bytes) -> bus.transfer(address, bytes, 0);
        case Step.Wait(long millis) -> pause(millis);
        case Step.Read(byte[] from, int length) ->
            read.writeBytes(bus.transfer(address, from, length));
        case Step.Until until -> await(until);
      }
    }
    return read.toByteArray();
  }

  private void await(Step.Until until) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      // Apart, because some chips need a millisecond to think between command and answer.
      bus.transfer(address, until.from(), 0);
      pause(1);
      byte[] answer = bus.transfer(address, new byte[0], until.length());
      long bits = Algorithms.bits(answer, 0, 8 * answer.length, false) & until.mask();
      if ((bits != 0) == until.set()) {
        return;
      }
      pause(TRY_MILLIS);
    }
    throw new NonsenseException(Trouble.NONSENSE, "the chip has no new measurement");
  }

  private void drive(Output output, boolean high) throws IOException {
    int mask = 1 << output.bit();
    if (output.register() < 0) {
      port = high ? port | mask : port & ~mask;
      bus.transfer(address, new byte[] {(byte) port}, 0);
      return;
    }
    change(output.register(), mask, high);
    if (output.direction() >= 0) {
      change(output.direction(), mask, false); // the level stands before the pin drives it
    }
  }

  private void change(int register, int mask, boolean set) throws IOException {
    int now = bus.transfer(address, new byte[] {(byte) register}, 1)[0];
    int next = set ? now | mask : now & ~mask;
    bus.transfer(address, new byte[] {(byte) register, (byte) next}, 0);
  }

  private static byte[] withoutCrc(byte[] data) throws IOException {
    var words = new ByteArrayOutputStream();
    for (int i = 0; i + 2 < data.length; i += 3) {
      if (Algorithms.crc8(data, i, i + 2) != (data[i + 2] & 0xFF)) {
        throw new NonsenseException(Trouble.CHECKSUM, "wrong checksum");
      }
      words.write(data, i, 2);
    }
    return words.toByteArray();
  }

  private static void pause(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
