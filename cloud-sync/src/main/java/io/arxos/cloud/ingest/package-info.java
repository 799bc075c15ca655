/// Gateways' streams: what they send goes to the log, what the store has goes back as an answer.
///
/// A block is checked and put on the log, and not answered. Every 100 ms the store is asked how far
/// it has come, and from that alone acknowledgements are made: *Ack* when the cursor has moved,
/// *Nack* when the store has passed a block without taking it, or the log no longer has it. A store
/// that is merely behind causes neither.
///
/// - A stream belongs to one session and one generation of the store. What was read under another
///   generation is never used for it; when the generation changes the stream ends, and the gateway
///   says again what it has.
/// - A block that cannot be put on the log ends the stream; it is never skipped.
/// - A Hello ends those sessions of the same gateway whose process is in its own list: it is the
///   same card, started again. Any other session of that gateway stays, stored under its own
///   incarnation; while there are two, no command is sent to either.
/// - Blocks of an ended session may still arrive on the log. They are repeats, and harmless; the
///   producer is not fenced.
///
/// Credit begins small after each Hello and doubles with each acknowledgement, so it stops growing
/// when log or store are slow: gateways then keep their data.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.ingest;
