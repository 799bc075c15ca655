/// Samples become durable blocks.
///
/// Promise: when [io.arxos.gateway.journal.Inbox#offer] answers DURABLE, the samples survive a
/// power cut, under sequence numbers that never change. What could not be synced is refused, so
/// that the device keeps it or the operator is told; what is given up later is written down first.
/// Nothing is dropped in silence. Control never waits for this package: an offer only queues.
///
/// How: one thread (`JournalWriter`) takes what is in the inbox, encodes blocks and commits them
/// together with the lanes' sequences in one synced batch. Blocks lie under (start counter, first
/// sequence), so reading on is a seek and trimming drops whole files.
///
/// Every opening is a new *incarnation*, a random identity and the namespace of its sequences. Why:
/// after a card was rolled back or a process died between sync and answer, the same sequence could
/// otherwise be given to two different samples, and the cloud could not tell a repeat from news.
/// The incarnation's header is synced before the first sample is taken.
///
/// *Gone.* What was evicted or cannot be read becomes a gap record in the bookkeeping, synced,
/// before anybody is told: its range, its reason and its time never change, and nothing in it is
/// given back, even when the disk should be able to read it again. Eviction looks at what the cloud
/// said it has to choose, and writes a record all the same: the cloud may be restored to a state
/// before. A place that cannot be read is given up only when it stays so for a while. A record ends
/// when its range is trimmed, that is, when the loss ledger has it safely.
///
/// *Full.* Over its quota a lane gives up its own oldest. When somebody else has filled the disk
/// only what the cloud has is given up, because he would take the rest as well; then telemetry is
/// refused, and alarms when their reserve is used up too. When the write-ahead log itself ran into
/// the wall, the database takes nothing more until it is opened again; a ballast makes room for
/// that. The last batch was refused and may be there nevertheless: the opening is a new incarnation
/// that begins behind whatever is read back, so nobody needs to know, and if it is there, the
/// device's repeat is a second sample, as after a crash. The uplink greets the cloud anew.
///
/// *Broken.* After an I/O error nothing is tried again: after a failed fsync nobody knows what is
/// on the disk. The journal takes nothing more from this process, the page, the probes and the
/// metrics say so, and control goes on.
///
/// *Damaged.* A log that was damaged in the middle is read on behind the damage, so that what it
/// took shows as a hole between two sequences and is listed, where a log that ends at its first
/// damage would look like a journal that never had more. A journal whose bookkeeping cannot be read
/// is moved aside, never deleted, and a new one begins.
///
/// Gives up: two processes on one journal (the second is told so; looking with `JournalReader` is
/// free), and what stood at the very end of a damaged log: that looks like a write which a power
/// cut interrupted. If the cloud has it, it says that the disk lost synced data.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.journal;
