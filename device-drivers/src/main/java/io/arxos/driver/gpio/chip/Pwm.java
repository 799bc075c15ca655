package io.arxos.driver.gpio.chip;

import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Pulse width modulation by the kernel, a folder per channel. A channel that nobody has enabled is
/// low, and keeps what it has when the driver closes.
final class Pwm {
  static final double HERTZ_MIN = 1;
  static final double HERTZ_MAX = 1_000_000;
  private static final int TRIES_MAX = 50;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path root;

  /// @param root `/sys/class/pwm`, or a test's
  Pwm(Path root) {
    this.root = root;
  }

  /// Percent of the time that the channel is high.
  Reading read(String name) {
    Path channel = channel(name);
    try {
      if (Files.notExists(channel)) {
        return Files.exists(chip(name))
            ? Reading.good(new Value.Num(0))
            : Reading.down("no such PWM on this machine");
      }
      double period = number(channel.resolve("period"));
      boolean on = number(channel.resolve("enable")) == 1 && period > 0;
      double duty = on ? number(channel.resolve("duty_cycle")) : 0;
      return Reading.good(new Value.Num(on ? Math.round(duty / period * 1e6) / 1e4 : 0));
    } catch (IOException | NumberFormatException _) {
      return Reading.fault("the kernel does not say");
    }
  }

  WriteResult write(String name, double percent, double hertz) throws InterruptedException {
    if (!(percent >= 0 && percent <= 100)) {
      return new WriteResult.Refused("a duty cycle is 0 to 100 percent");
    }
    Path channel = channel(name);
    long period = Math.round(NANOS_PER_SECOND / hertz);
    long duty = Math.round(period * percent / 100);
    try {
      if (Files.notExists(channel)) {
        say(chip(name).resolve("export"), name.substring(name.indexOf('.') + 1));
        await(channel.resolve("period"));
      }
      if (number(channel.resolve("period")) != period) {
        // A duty cycle longer than the period is refused, so it goes first and comes last.
        say(channel.resolve("duty_cycle"), "0");
        say(channel.resolve("period"), Long.toString(period));
      }
      say(channel.resolve("duty_cycle"), Long.toString(duty));
      say(channel.resolve("enable"), "1");
      return new WriteResult.Written();
    } catch (IOException | NumberFormatException _) {
      return new WriteResult.Failed("no such PWM on this machine");
    }
  }

  private Path chip(String name) {
    return root.resolve("pwmchip" + name.substring(0, name.indexOf('.')));
  }

  private Path channel(String name) {
    return chip(name).resolve("pwm" + name.substring(name.indexOf('.') + 1));
  }

  private static double number(Path file) throws IOException {
    return Double.parseDouble(Files.readString(file).strip());
  }

  private static void say(Path file, String text) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(file + " is not there"); // never made by us
    }
    Files.writeString(file, text);
  }

  /// The kernel makes the folder, and udev its rights, a moment later.
  private static void await(Path file) throws InterruptedException {
    for (int i = 0; i < TRIES_MAX && !Files.isWritable(file); i++) {
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
  }
}
