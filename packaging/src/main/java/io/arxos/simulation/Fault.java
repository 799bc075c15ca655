package io.arxos.simulation;

/// What can go wrong in a world. Each world has its own selection: faults that seldom meet when all
/// happen are met when few do.
enum Fault {
  CUT,
  NET_DOWN,
  BIT_ON_THE_WIRE,
  GATEWAY_DIES,
  GATEWAY_DIES_AT_A_CALL,
  DISK_ERROR,
  DISK_FULL,
  DISK_DAMAGE,
  CARD_ROLLED_BACK,
  CLONE,
  LIE,
  WALL_CLOCK,
  SERVER_DIES,
  HISTORY_DIES,
  REBALANCE,
  LOG_LATE,
  LOG_REFUSES,
  LOG_DOUBLES,
  LOG_LOSES_TAIL,
  LOG_FORGETS,
  LOG_REPLACED,
  LOG_UNAVAILABLE,
  STORE_FAILS,
  RESTORE,
  INTERLEAVE
}
