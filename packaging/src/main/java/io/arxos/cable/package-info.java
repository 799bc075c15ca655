/// What stands between two processes and may misbehave: a TCP relay that can be cut, slowed, reset
/// and worse ([io.arxos.cable.Cable]).
///
/// It promises that without a [io.arxos.cable.Trouble] every byte passes, in order, in both
/// directions, and that the end of one direction is passed on as such. Bytes that are held back are
/// bounded per connection; the sender then waits, as behind a full router.
///
/// Why a relay of our own: the kernel's traffic control wants root and a network interface for each
/// link, and cannot swallow one direction of one connection or flip a byte of it.
@org.jspecify.annotations.NullMarked
package io.arxos.cable;
