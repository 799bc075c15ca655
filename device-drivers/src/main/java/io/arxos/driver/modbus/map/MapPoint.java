package io.arxos.driver.modbus.map;

import io.arxos.driver.Meaning;
import io.arxos.driver.modbus.register.Register;
import io.arxos.driver.modbus.register.Writing;

/// One value of a kind of device.
///
/// @param name unique in its map
/// @param label for people; may be empty
/// @param writable whether the device takes writes to it
public record MapPoint(
    String name,
    String label,
    Meaning meaning,
    Register register,
    boolean writable,
    Writing writing) {}
