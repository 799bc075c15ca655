/// Backups of the store, and what a restore does with one.
///
/// A backup is a folder of files, one per table and one per day of the ledger, all copied (binary
/// `COPY`) over one connection in one snapshot, with a manifest that says length and SHA-256 of
/// each, the instant, the places in the log and the cursor of every lane. One JDBC connection is
/// all it needs: our own server has no `pg_basebackup`, and the operator's may be anywhere.
///
/// Promises: a backup counts only when it is whole, synced and read back; then the store writes it
/// down and *safe* of every lane moves to the cursors it contains, in one transaction. A crash at
/// any instant leaves something that does not count and is cleared away by the next backup. Files
/// are never changed: a day of the ledger that is as it was is a hard link to the file of an
/// earlier backup, so each folder is whole in itself and deleting another takes nothing from it.
///
/// Whether a day is as it was is told by a counter that every transaction changes which changes
/// rows of the day, and by number of rows, samples and bytes. A linked file is read again once a
/// day, so that a disk that forgets is noticed.
///
/// Choices that surprise and are right:
///
/// - A restored store gets another generation, and nothing of an earlier generation is linked: the
///   counters begin anew from what was restored.
/// - The partition for all other days is copied last: making the partition of a new day needs a
///   lock on it, and must not wait for a whole backup.
/// - The parent table is never read, for the same reason.
/// - Backups are numbered; the newest is the one with the highest number, whatever the clock did.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.backup;
