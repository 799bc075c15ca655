/// Values in registers: every type, order and sentinel by words that devices send, with the value
/// worked out by hand or by another program.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.register;
