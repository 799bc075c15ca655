/// Chips on I²C, SPI and 1-Wire, described by data: which bytes are written, how long to wait,
/// which bytes are read, and what their bits mean. A new chip is a YAML file, shipped or the
/// installer's own; code is needed only where a maker's formula is not linear, and then it is a
/// named algorithm.
///
/// Promises: a chip that is missing is *down*, asked once per pause and set up anew when it comes
/// back; a wrong checksum is a *fault*, never a value; looking for chips reads and never writes a
/// value.
///
/// Why not Pi4J for these: of its providers only `gpiod` is to be had beside the mock, and that one
/// has pins alone. The kernel's `/dev/i2c-N` and `/dev/spidevN.M` need four system calls, which the
/// JDK can make by itself.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.gpio.chip;
