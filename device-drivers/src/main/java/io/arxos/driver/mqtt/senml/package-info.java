/// Devices that publish Sensor Measurement Lists by MQTT: known by their payloads, whatever their
/// topics are.
///
/// Promises: a topic is a device, and every name of its packs is a point of it; the point's name is
/// what stands after the device's own identifier, and stays the same when more names come. A name
/// that is said in several units (a tracker's own example in RFC 8428 does so) is one point for
/// each of them.
///
/// Why a single record without a list around it reveals nothing: half of all JSON objects in this
/// world have an `n` or a `v`. It is still read when a point is made of it.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.senml;
