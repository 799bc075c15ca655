/// SunSpec devices as they answer, word by word.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.modbus.sunspec;
