/// `arxos gateway decode`: what the drivers make of messages, tried without a device.
///
/// Promises: a line of input is decoded by the code that the running driver uses; a bad line gives
/// one bad reading with its reason, never an end.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.decode;
