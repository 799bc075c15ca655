package io.arxos.driver.modbus;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;

/// What came out of an exchange.
///
/// @param point of the map, or the register's place
/// @param path table and register, such as `holding 100`; empty when it is about the whole
public record Decoded(String point, Meaning meaning, Reading reading, String path) {}
