package io.arxos.driver.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.arxos.driver.gpio.PinPoint.Pull;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The pins of this machine, through Pi4J. For one thread: GPIO calls are native, and a native
/// frame holds its carrier, so the driver gives them a platform thread of their own.
final class Board implements AutoCloseable {
  /// Whose pins.
  enum Provider {
    /// Pins that exist in memory only.
    MOCK,
    /// The kernel's character device, `/dev/gpiochip*`.
    GPIOD
  }

  private final Context context;
  private final DigitalInputProvider inputProvider;
  private final DigitalOutputProvider outputProvider;
  private final Map<Integer, DigitalInput> inputs = new HashMap<>();
  private final Map<Integer, DigitalOutput> outputs = new HashMap<>();

  /// Throws what Pi4J throws when the provider is not to be had here.
  Board(Provider provider) {
    inputProvider =
        switch (provider) {
          case MOCK -> MockDigitalInputProvider.newInstance();
          case GPIOD -> GpioDDigitalInputProvider.newInstance();
        };
    outputProvider =
        switch (provider) {
          case MOCK -> MockDigitalOutputProvider.newInstance();
          case GPIOD -> GpioDDigitalOutputProvider.newInstance();
        };
    // Nothing is detected: what is on the class path must not decide which pins are switched.
    context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .noAutoInject()
            .disableShutdownHook()
            .add(inputProvider, outputProvider)
            .build();
  }

  /// Takes a line as an output, with its initial level from the first instant.
  void output(PinPoint point) {
    var config =
        DigitalOutput.newConfigBuilder(context)
            .id("pin-" + point.pin())
            .address(point.pin())
            .initial(DigitalState.getState(point.high(point.initial())))
            .build(); // no shutdown state: what happens at the end is the output table's matter
    outputs.put(point.pin(), outputProvider.create(config));
  }

  /// Takes a line as an input.
  ///
  /// @param changed told the pin and its new level, on a thread of Pi4J; must not block
  void input(PinPoint point, BiConsumer<Integer, Boolean> changed) {
    var config =
        DigitalInput.newConfigBuilder(context)
            .id("pin-" + point.pin())
            .address(point.pin())
            .pull(
                switch (point.pull()) {
                  case UP -> PullResistance.PULL_UP;
                  case DOWN -> PullResistance.PULL_DOWN;
                  case NONE -> PullResistance.OFF;
                })
            .build();
    DigitalInput input = inputProvider.create(config);
    if (input instanceof MockDigitalInput mock) {
      mock.mockState(DigitalState.getState(point.pull() == Pull.UP));
    }
    input.addListener(event -> changed.accept(point.pin(), event.state().isHigh()));
    inputs.put(point.pin(), input);
  }

  /// The present level; empty when the pin was never taken or has none.
  Optional<Boolean> level(int pin) {
    DigitalInput input = inputs.get(pin);
    DigitalOutput output = outputs.get(pin);
    DigitalState state =
        input != null ? input.state() : output != null ? output.state() : DigitalState.UNKNOWN;
    return state == DigitalState.UNKNOWN ? Optional.empty() : Optional.of(state.isHigh());
  }

  /// Drives an output.
  ///
  /// @return false when the pin was never taken as an output
  boolean drive(int pin, boolean high) {
    DigitalOutput output = outputs.get(pin);
    if (output == null) {
      return false;
    }
    output.state(DigitalState.getState(high));
    return true;
  }

  /// Has the outside world drive an input of the mock provider.
  void mock(int pin, boolean high) {
    if (inputs.get(pin) instanceof MockDigitalInput mock) {
      mock.mockState(DigitalState.getState(high));
    }
  }

  @Override
  public void close() {
    context.shutdown();
  }
}
