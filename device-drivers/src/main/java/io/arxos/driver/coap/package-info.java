/// CoAP over UDP (RFC 7252), with Observe (RFC 7641), by Californium.
///
/// Promises: points of one path are one request; an observed resource is registered again when its
/// notifications stop for longer than their max-age, and is down while the device does not answer;
/// a device that is silent costs one probe per pause; whatever a device sends, even what makes
/// Californium's parser throw, becomes a reading.
///
/// Why observed values may be lost before they are synced: Californium acknowledges a notification
/// before anyone sees it. A notification carries the present state, and the next one replaces it.
///
/// Why every endpoint has a configuration of its own: Californium's standard one is a file in the
/// working directory, written when it is missing.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap;
