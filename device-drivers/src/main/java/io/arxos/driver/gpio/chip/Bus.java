package io.arxos.driver.gpio.chip;

import java.io.IOException;

/// One I²C bus, or one SPI device. For one thread at a time.
public interface Bus extends AutoCloseable {
  /// Writes and reads in one go: with a repeated start on I²C; on SPI, where both happen at once,
  /// as many bytes come back as are sent.
  ///
  /// @param address 7 bits on I²C; 0 on SPI
  /// @param out may be empty on I²C
  /// @param count bytes to read; 0 for none
  /// @throws IOException when nobody answers, or the bus is not there
  byte[] transfer(int address, byte[] out, int count) throws IOException;

  @Override
  void close();

  /// Opens buses by name.
  interface Opener {
    /// Opens one.
    ///
    /// @param name such as `/dev/i2c-1` or `/dev/spidev0.0`
    Bus open(String name) throws IOException;
  }
}
