package io.arxos.simulation;

import java.util.Set;

/// What is broken on purpose, to see that it is found. Broken at the seams: the production classes
/// themselves are never touched.
public enum Mutant {
  NOTHING(),

  /// A start of the gateway takes the incarnation that the card had before.
  INCARNATION_AGAIN(),

  /// The cursor is committed after the rows, by itself.
  CURSOR_OUTSIDE(Fault.INTERLEAVE, Fault.HISTORY_DIES),

  /// What the log has taken is called committed.
  ACK_FROM_APPEND(),

  /// What is committed is called safe, although a restore would lose it.
  TRIM_ON_COMMITTED(Fault.RESTORE, Fault.GATEWAY_DIES),

  /// A block behind a gap is stored.
  ACCEPT_GAP(Fault.LOG_LOSES_TAIL),

  /// The gateway never hears that something is missing.
  NO_NACK(Fault.LOG_LOSES_TAIL),

  /// The gateway does not hear that the log has lost its last block.
  NO_NACK_FOR_LOST(Fault.LOG_LOSES_TAIL),

  /// A seek to another place than the stored one is not written to the store.
  SEEK_NOT_WRITTEN(Fault.LOG_FORGETS, Fault.LOG_LOSES_TAIL, Fault.LOG_REPLACED),

  /// Rows that are not there are neither made before they are locked, nor unique.
  LOCKED_BEFORE_EXISTING(Fault.INTERLEAVE, Fault.REBALANCE, Fault.RESTORE),

  /// The generation of the store is not looked at while nothing is under way.
  GENERATION_NOT_WATCHED(Fault.RESTORE),

  /// The consumer does not compare its place with the stored one while there is nothing to read.
  PLACE_NOT_COMPARED(Fault.RESTORE, Fault.LOG_REPLACED),

  /// What was read from the store before a restore is taken for the time after it.
  OLD_GENERATION(Fault.RESTORE),

  /// The card says that it has synced, and has not.
  SYNC_OFF(Fault.GATEWAY_DIES);

  private final Set<Fault> needs;

  Mutant(Fault... needs) {
    this.needs = Set.of(needs);
  }

  /// Without these nobody would notice.
  Set<Fault> needs() {
    return needs;
  }
}
