/// What the cloud knows about gateways, their buildings, what is in hand, and commands on their
/// way.
///
/// [io.arxos.cloud.fleet.Fleet] keeps it in the store and tells listeners in this process what has
/// changed; another process sees it by reading again. Nothing here is a sample.
///
/// Why the site model is kept as the bytes the gateway sent: its hash is what gateway and cloud
/// compare, and bytes that are never written again cannot change under it.
@org.jspecify.annotations.NullMarked
package io.arxos.cloud.fleet;
