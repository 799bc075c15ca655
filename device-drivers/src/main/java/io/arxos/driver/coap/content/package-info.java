/// What the payload of a resource says, by its content format: text, JSON, CBOR, SenML, and the
/// formats of LwM2M with the object definitions of the Open Mobile Alliance.
///
/// Promises: whatever the bytes, the answer is a list of values, each with a
/// [io.arxos.driver.Reading]; a payload that cannot be read is one bad reading with its reason;
/// work is bounded by the length of the payload, which is bounded itself.
///
/// Why a content format is not always believed: many devices send JSON and call it text, or send no
/// format at all. A format that the payload contradicts is corrected, and the reason says so.
///
/// Why a float of 32 bits becomes its shortest decimal: a sensor that measured 23.1 did not measure
/// 23.100000381.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap.content;
