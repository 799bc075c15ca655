/// The block: the unit that is journaled, sent, acknowledged, logged and stored.
///
/// A block holds 1 to 500 samples of one lane with consecutive sequences, and stands alone: names,
/// times, states and values of its samples are all in it, so that a journal that has lost one block
/// has lost nothing else. It promises that what comes out is bit for bit what went in; that damage
/// is found (crc32c over everything, [BadBlock.Why#CHECKSUM]) and never becomes a wrong value; that
/// any bytes give samples or [BadBlock] within bounded time and memory; and that each format ever
/// written stays readable.
///
/// Why here and not in the gateway: its bytes are a part of the contract between gateway and cloud,
/// as much as the messages that carry them; both ends read them.
///
/// Why a format of our own: on a recorded day of an air handler it takes less than half the bytes
/// of zstd over raw arrays and a fifth of Gorilla's (`arxos bench codec`), because it knows that
/// polls come round and sensors speak in decimals.
///
/// Why names are in every block although they are most of a small one: a table of names beside the
/// blocks would be one more thing to lose, and to keep in step over restores and clones.
@org.jspecify.annotations.NullMarked
package io.arxos.block;
