/// Samples become durable blocks.
///
/// Promise: when [io.arxos.gateway.journal.Inbox#offer] answers DURABLE, the samples survive a
/// power cut, under sequence numbers that never change. What could not be synced is refused, so
/// that the device keeps it or the operator is told; nothing is dropped in silence. Control never
/// waits for this package: an offer only queues.
///
/// How: one thread (`JournalWriter`) takes what is in the inbox, encodes one block and commits it
/// together with the lane's sequence in one synced batch. Blocks lie under (start counter, first
/// sequence), so reading on is a seek and trimming drops whole files.
///
/// Every opening is a new *incarnation*, a random identity and the namespace of its sequences. Why:
/// after a card was rolled back or a process died between sync and answer, the same sequence could
/// otherwise be given to two different samples, and the cloud could not tell a repeat from news.
/// The incarnation's header is synced before the first sample is taken.
///
/// Gives up: two processes on one journal (the second is told so), and repairing a damaged journal
/// in place (it is moved aside, never deleted, and a new one begins).
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.journal;
