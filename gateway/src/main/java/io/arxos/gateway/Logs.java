package io.arxos.gateway;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One line per message on stderr.
final class Logs {
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";
  private static final List<String> TALKATIVE =
      List.of("io.netty", "io.grpc", "io.vertx", "org.eclipse", "com.pi4j", "com.digitalpetri");

  /// Looks for a Raspberry Pi everywhere and calls it severe when it is none.
  private static final Logger BOARD_INFO = Logger.getLogger("com.pi4j.boardinfo");

  /// Warns of every answer that comes after its time-out; the reading says that the unit is slow.
  private static final Logger LATE_ANSWERS =
      Logger.getLogger("com.digitalpetri.modbus.client.ModbusTcpClient");

  // Held, because the logging framework forgets levels of loggers that nobody holds.
  private static final List<Logger> HELD = TALKATIVE.stream().map(Logger::getLogger).toList();

  private Logs() {}

  static void setUp() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
      HELD.forEach(logger -> logger.setLevel(Level.WARNING));
      LATE_ANSWERS.setLevel(Level.SEVERE);
      BOARD_INFO.setLevel(Level.OFF);
    }
  }
}
