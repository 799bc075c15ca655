package io.arxos.cloud.fleet;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What gateways tell, written down. Safe for any thread; every call is one transaction.
public interface Register {
  /// Begins a session of a gateway.
  ///
  /// @return its number: greater than every one before, and stored
  long beginSession(String gateway, byte[] incarnation, long nowUs) throws SQLException;

  /// Ends a session, unless a newer one has begun.
  void endSession(String gateway, long session, long nowUs) throws SQLException;

  /// Nobody is connected; what a start of the cloud says, before it lets anybody in.
  void allDisconnected(long nowUs) throws SQLException;

  /// A gateway has said how it is.
  void report(String gateway, GatewayState.Report report, long nowUs) throws SQLException;

  /// Takes a gateway's site model.
  ///
  /// @param bytes of an `arxos.edge.v1.SiteModel`
  /// @return false when the gateway already belongs to another building; then nothing is changed
  boolean model(String gateway, byte[] bytes, long nowUs) throws SQLException;

  /// Replaces everything that is in hand at a gateway.
  void inHand(String gateway, List<Hold> holds) throws SQLException;

  /// A command has come a step further.
  void step(String gateway, String command, Command.Step step) throws SQLException;

  /// Empty before the gateway's first site model.
  Optional<String> buildingOf(String gateway) throws SQLException;

  /// The hash of the model a gateway sent last.
  Optional<byte[]> modelHash(String gateway) throws SQLException;
}
