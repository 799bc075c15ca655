package io.arxos.cloud.fleet;

/// The way down to a gateway.
public interface CommandRoute {
  /// Hands an order to the gateway's live stream. Results come back through [Fleet].
  ///
  /// @return false when the gateway is not connected here; then nothing was sent
  boolean send(Command.Order order);
}
