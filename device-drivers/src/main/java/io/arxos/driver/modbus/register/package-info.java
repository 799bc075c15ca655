/// How values lie in the registers of Modbus devices, as data.
///
/// Promises: a [io.arxos.driver.modbus.register.Form] says everything that a table in a manual says
/// of one value: type, order of words and bytes, a part of the bits, scale, offset, a register that
/// holds the scale, what means "not available", names of states and flags. Reading it gives a value
/// or the reason why there is none, never an exception. Whole numbers stay exact over 64 bits.
///
/// Why decimals: a register of 203 with scale 0.1 is 20.3, the decimal, and a float32 of 21.3 is
/// 21.3: scaling runs on `BigDecimal`, so that a device's tenths do not become `20.300000000000001`
/// on the page and in the journal's decimal codec.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.register;
