/// Modbus TCP, by digitalpetri's client.
///
/// Promises: neighbouring registers are read in one request; one request is on the line at a time;
/// a unit that does not answer costs one probe per pause and nothing else; an exception code is a
/// fact about the device and becomes a reading, with the connection left open.
///
/// Why decimals: a register of 203 with scale 0.1 is 20.3, the decimal, and a float32 of 21.3 is
/// 21.3: scaling runs on `BigDecimal`, so that a device's tenths do not become `20.300000000000001`
/// on the page and in the journal's decimal codec.
///
/// Why a refused block is split: a device may refuse a whole block because of one register in a gap
/// between two points. Points of a refused block are read alone from then on.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus;
