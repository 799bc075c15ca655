/// Blocks of the log become rows of the store, exactly once; and rows become answers.
///
/// One transaction takes a batch of the log's records: it locks the log position of their
/// partitions and abandons when that is not where it stands (somebody else has taken over), locks
/// the cursors of their lanes, lets [io.arxos.cloud.history.Cursor] decide about each block, and
/// writes rows, losses, cursors and the new position together. An acknowledgement is what a cursor
/// says after the commit, nothing else.
///
/// Who decides and who writes are kept apart: [io.arxos.cloud.history.Ledger] is a handful of verbs
/// over the store that decide nothing, [io.arxos.cloud.history.PostgresLedger] does them; which
/// follows which stands in `Committer` and `Seeker` alone.
///
/// Only here is a gap refused. What a block behind a gap loses by it is nothing: the gateway still
/// has it, and is told by a Nack where to go on.
///
/// Choices that surprise and are right:
///
/// - The log's own offsets of the group are never used. The place stands in the store, beside the
///   rows; a restored store thereby rewinds the log by itself.
/// - A position or cursor row is created before it is locked: a row that is not there locks nobody.
/// - A seek to anything but the stored position is first written to the store, by compare and set.
/// - While there is nothing to read, the place is still compared with the stored one.
/// - Cursors are never kept from one transaction to the next.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.history;
