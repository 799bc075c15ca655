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
/// What is broken on purpose ([io.arxos.simulation.Mutant]) is broken at the seams, and has to be
/// found: most by chance, two in worlds that follow a script.
///
/// A world whose store has backups is restored from the newest only, and *safe* follows it. What
/// lay on a card that was overwritten, or that had lied about a sync, is excused when it was not in
/// the store at that moment.
///
/// **A known limit of the protocol, excused here.** A world without backups may be restored too, by
/// other means: an image of the machine, a replica that was behind. There *safe* is what is
/// committed, so gateways have trimmed what the store then no longer has. Such a reading comes back
/// if the log still has it. If not, it is gone. The gateway says so, and the loss ledger lists it,
/// only while its journal still knows the incarnation: one that was trimmed to its end is dropped
/// from the journal and from the next Hello, and where the store has forgotten it as well nobody is
/// left who could name it. It is then lost without an entry in the ledger. Whatever was trimmed
/// before such a restore is therefore excused, both when it is missing and when it is listed. With
/// backups this cannot happen while the newest is the one restored: nothing is trimmed that it does
/// not hold.
///
/// **Not covered**: threads (the classes are called by one here; what two of them share is tested
/// where it stands), the SQL and the Kafka client behind the seams, TLS, the operating system, time
/// spans that matter to people, and values other than integers. Locks are not waited for: whoever
/// meets one is refused, as after a lock timeout.
@org.jspecify.annotations.NullMarked
package io.arxos.simulation;
