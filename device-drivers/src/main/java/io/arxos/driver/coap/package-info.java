/// CoAP over UDP (RFC 7252), plain, by DTLS 1.2 or by OSCORE, with Observe (RFC 7641) and
/// block-wise transfer (RFC 7959), by Californium: devices that are asked, devices that push,
/// devices of LwM2M that register themselves. Everybody on a network is asked only when a person
/// looks for devices.
///
/// Promises: points of one path are one request, and a device has one request at a time; an
/// observed resource is registered again when its notifications stop for longer than their max-age,
/// and is down while the device does not answer; a device that is silent costs one probe per pause;
/// a device that pushes is told so when its readings are durable, and a message it repeats is
/// stored once; whatever a device sends, even what makes Californium's parser throw, becomes a
/// reading.
///
/// Why observed values may be lost before they are synced: Californium acknowledges a notification
/// before anyone sees it. A notification carries the present state, and the next one replaces it.
///
/// Why a connection identifier (RFC 9146) is always offered: without it a device behind a router
/// that translates addresses anew is lost until its next handshake. Californium leaves it off.
///
/// Why a silence begins a new handshake: a device that has restarted has forgotten the keys and
/// cannot say so, because nothing it says without them is believed.
///
/// Why every endpoint has a configuration of its own: Californium's standard one is a file in the
/// working directory, written when it is missing.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.coap;
