/// The promise of exactly once, tried in made-up worlds: `arxos simulate`.
///
/// **Real** are the classes that decide: the gateway's `Journal`, `JournalWriter`, `Uplink` and
/// `SyncSession`; gRPC's stubs and the protobuf messages, as bytes; the cloud's `SyncServiceWire`,
/// `SyncStreamWire`, `Reception`, `SessionTable`, `BlockGate` and `AnswerPoller` behind `Ingest`;
/// and `HistoryConsumer`, `Seeker`, `Committer` and `Intake` behind `History`.
///
/// **Simulated** is what they stand on: the card ([io.arxos.simulation.SimDisk] instead of
/// RocksDB), the network ([io.arxos.simulation.SimNet] below gRPC), the log
/// ([io.arxos.simulation.SimLog] instead of Kafka), the store ([io.arxos.simulation.SimStore]
/// instead of PostgreSQL) and the clocks. One thread moves everything: a step is a step of one
/// process, or a fault, and wherever a process asks another, others may move before it is answered,
/// or it may end. All accident comes from one seed, so a seed is a world that can be visited again.
///
/// What is checked, by the numbers of the protocol. At every commit of the store, for the lanes it
/// touched: I4, I5, I6, I10, I11, and that nothing is called lost that could still be had. At every
/// write to a card: I3, I4, I8. At every message: I2, I7, I15 (credit). At every answer to a
/// source: I1. At every Hello: I12. At the end, when the faults have stopped and everything has
/// come to rest: I9, I14. By comparing two runs: I13. I16 holds by the form of
/// [io.arxos.cloud.history.Ledger], which cannot take a loss back.
///
/// A world whose store has backups is restored from the newest only, and *safe* follows it. A world
/// without backups may be restored too: then what was trimmed is excused, because nobody could have
/// known. What lay on a card that was overwritten, or that had lied about a sync, is excused when
/// it was not in the store at that moment.
///
/// **Not covered**: threads (the classes are called by one here; what two of them share is tested
/// where it stands), the SQL and the Kafka client behind the seams, TLS, the operating system, time
/// spans that matter to people, and values other than integers. Locks are not waited for: whoever
/// meets one is refused, as after a lock timeout.
@org.jspecify.annotations.NullMarked
package io.arxos.simulation;
