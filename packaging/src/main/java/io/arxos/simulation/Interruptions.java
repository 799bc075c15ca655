package io.arxos.simulation;

/// Called wherever a process talks to another: there the world may go on without it, or end it.
interface Interruptions {
  /// @param where names the call
  void at(String where);
}
