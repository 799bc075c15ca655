/// The block: the unit that is journaled, sent, acknowledged, logged and stored.
///
/// Why here and not in the gateway: its bytes are a part of the contract between gateway and cloud,
/// as much as the messages that carry them; both ends read them.
@org.jspecify.annotations.NullMarked
package io.arxos.block;
