package io.arxos.cloud.fleet;

/// The way down to a gateway.
public interface CommandRoute {
  /// Hands an order to the gateway's live stream. Results come back through [Fleet].
  ///
  /// @return "" when it was handed over; else why nothing was sent, for people
  String send(Command.Order order);
}
