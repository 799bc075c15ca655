/// Register maps: what a manual's table says of a device, as data.
///
/// Promises: a map is a YAML file of ours or a CSV table of the usual columns; every mistake in it
/// is reported with its line, and a value that is not surely understood is never guessed. The maps
/// shipped here name the document that they were made from.
///
/// Why three ways of counting: manuals count registers from 0 (as the line does), from 1, or write
/// references such as 40001 whose first digit says the table. Which one a map means is said once,
/// by `numbering`, and an address of 40001 in a map that counts from 0 is the register 40001
/// (SunSpec devices have it).
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.map;
