/// Shows that keys and messages are those of RFC 8613, by its own vectors, and that no number is
/// used twice, whatever is killed, shared or damaged.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap.oscore;
