package io.arxos.driver.sim;

/// Devices of one protocol. All are looked after by one thread.
interface Devices extends AutoCloseable {
  /// The port that they listen on.
  int port();

  /// Lets the devices report what is due; never blocks for long.
  void look(long nowNanos);

  @Override
  void close();
}
