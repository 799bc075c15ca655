/// Gateways' streams: what they send goes to the log, what the store has goes back as an answer.
///
/// A block is checked and put on the log, and not answered; a message may carry several that follow
/// each other, and is one record of the log then. Every 100 ms, and soon after each commit, the
/// store is asked how far it has come, and from that alone acknowledgements are made: *Ack* when
/// the cursor has moved, *Nack* when the store has passed a block without taking it, or the log no
/// longer has it. A store that is merely behind causes neither.
///
/// - A stream belongs to one session and one generation of the store. What was read under another
///   generation is never used for it; when the generation changes the stream ends, and the gateway
///   says again what it has.
/// - A block that cannot be put on the log ends the stream; it is never skipped.
/// - A Hello ends those sessions of the same gateway whose process is in its own list: it is the
///   same card, started again. Any other session of that gateway stays, stored under its own
///   incarnation. When it is silent for 20 s it is dead; when it is heard of, two machines have one
///   identity: a notice stands, and no command is sent to either, until a person has chosen. The
///   other is then refused, with the reason, and so is whatever descends from it.
/// - A start whose child says where it ended closes when the store has come so far, and accepts
///   nothing more. A child that says less than the store has (a disk that lost what it had synced),
///   and two children of one parent (a card that was put back), are told to people; data is kept.
/// - Latest values that a gateway with a backlog tells of points that somebody watches are shown
///   and nothing else: they never touch log or store.
/// - Blocks of an ended session may still arrive on the log. They are repeats, and harmless; the
///   producer is not fenced.
///
/// Credit begins small after each Hello. It doubles with a quick answer and halves with a slow one,
/// so it follows log and store: gateways then keep their data, and an alarm does not stand in the
/// log behind seconds of a backlog.
///
/// **A known limit.** Without backups, *safe* is what is committed, and gateways trim up to there.
/// If such a store is put back by other means (an image of the machine, a replica that was behind),
/// what was trimmed meanwhile comes again only from the log, as far as that still holds it. The
/// rest becomes a loss in the ledger only where the gateway still announces the incarnation; one
/// that was trimmed to its end is in no Hello any more, and if the store has forgotten it too, what
/// it held is lost without an entry. Nobody is left who knows of it. The remedy is to make backups,
/// because *safe* then follows them and nothing is trimmed that the newest would not bring back.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.ingest;
