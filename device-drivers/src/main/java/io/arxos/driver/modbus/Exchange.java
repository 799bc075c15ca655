package io.arxos.driver.modbus;

/// An answer of a unit, as words.
///
/// @param unit 0 to 255
/// @param function 1 to 4
/// @param address of the first word, zero-based
/// @param words 0 to 65535 each; of functions 1 and 2, a bit each
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Exchange(int unit, int function, int address, int[] words) {}
