/// How devices that talk by MQTT describe themselves, one dialect per kind of device.
///
/// Promises: a dialect hears messages in their order and says which devices they reveal, each point
/// with the address that a site file would give it. It does not deliver readings: a point that was
/// added by its address is read by the same code as one that an installer wrote by hand, so what
/// discovery shows is what the gateway will deliver.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.dialect;
