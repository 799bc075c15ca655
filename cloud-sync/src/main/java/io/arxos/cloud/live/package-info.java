/// What happens now: samples from the log to whoever watches, browser or service, one engine for
/// both.
///
/// Promises: a subscriber gets an opening picture and then every sample that comes after it, in
/// order per point, at least once; late data never moves a "latest" value back; whoever was away
/// goes on from its cursor, or is told that it cannot; a slow reader is never lied to: a service is
/// held back and reads on from the log, a browser gets the newest value of each point.
///
/// How: one [Feed] per watched building follows its partition and keeps the last stretch in memory,
/// decoded once. A subscriber is only a place in that stretch, and pulls. One that has fallen out
/// of it reads from the log itself until it is back. So nothing queues per subscriber, and a slow
/// one costs nothing but its own delay.
///
/// Why live reads the log and not the store: a sample is seen before its commit, some milliseconds
/// earlier. The opening picture and the place in the log where it stops come from one transaction
/// of the store, so nothing is missing between the two.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.live;
