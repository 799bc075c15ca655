/// The store: PostgreSQL, ours or the operator's.
///
/// [io.arxos.cloud.store.EmbeddedPostgres] starts a real server as a child process, with `fsync` on
/// and a password; [io.arxos.cloud.store.Store] is a pool of connections to it or to any other,
/// with the schema brought up to date first.
///
/// Why our own launcher: the usual test wrapper turns `fsync` off, and a store that can lose what
/// it has acknowledged makes every promise above it void. PostgreSQL refuses to run as root, so as
/// root it runs as an unprivileged user. It outlives a killed parent; the next start finds it by
/// the lock file in its own folder, stops it and starts anew.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.store;
