/// Register maps as people write them: our own form, tables of other products, and the mistakes in
/// them.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.map;
