package io.arxos.driver.gpio.chip;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kind of chip, as its file describes it.
///
/// @param addresses on I²C, the usual one first
/// @param setup done once, when the chip is first reached, and again after it was away
/// @param calibration read once after it, for the algorithm
/// @param parameters what the installer may say otherwise in an address, with what holds without
public record ChipKind(
    String name,
    String about,
    Wire wire,
    List<Integer> addresses,
    Optional<Identity> identity,
    List<Step> setup,
    List<Step> calibration,
    Map<String, Double> parameters,
    List<Measurement> measurements,
    List<Output> outputs) {
  /// How it is connected.
  public enum Wire {
    I2C,
    SPI
  }

  /// What a register of a genuine chip says.
  ///
  /// @param mask which of its bits count
  record Identity(int register, int length, long mask, long equal) {}

  /// One thing to do with a chip.
  sealed interface Step {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Write(byte[] bytes) implements Step {}

    record Wait(long millis) implements Step {}

    /// Reads bytes, after writing what to read.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(byte[] from, int length) implements Step {}

    /// Reads until bits are as wanted, a few times at most.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Until(byte[] from, int length, long mask, boolean set) implements Step {}
  }

  /// What is read together.
  ///
  /// @param crc whether each two bytes are followed by their CRC-8 (Sensirion: 0x31, begun with
  ///   0xFF)
  /// @param algorithm name of one of [Algorithms]; empty for linear values
  record Measurement(List<Step> steps, boolean crc, String algorithm, List<Quantity> values) {}

  /// One value of a measurement.
  ///
  /// @param first bit of the data that was read, 0 for the highest of the first byte
  /// @param scale value = bits × scale + offset
  record Quantity(
      String name,
      String unit,
      String brickClass,
      int first,
      int length,
      boolean signed,
      double scale,
      double offset,
      double min,
      double max) {
    boolean flag() {
      return length == 1 && unit.equals("1");
    }
  }

  /// A pin that can be driven.
  ///
  /// @param register that holds its level; -1 when the whole chip is one port (PCF8574)
  /// @param direction register whose bit makes it an output when it is cleared; -1 for none
  record Output(String name, int register, int direction, int bit) {}
}
