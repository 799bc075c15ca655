/// Values out of the bytes of a message, for every protocol that carries text or JSON.
///
/// Promises: whatever the bytes, the answer is a [io.arxos.driver.Reading]; a message is parsed
/// once, however many points are made of it.
///
/// Why every number is a [io.arxos.driver.Value.Num]: a sensor that says `21` and then `21.5` is
/// one series, not two types taking turns.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.payload;
