/// Shows that payloads are read by their standards, and that bytes which follow none do no harm.
///
/// The examples are those of OMA-TS-LightweightM2M (6.4 of 1.0.2, 7.4 of 1.2), RFC 6690, RFC 8428
/// and RFC 8949, and what devices on the market send.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap.content;
