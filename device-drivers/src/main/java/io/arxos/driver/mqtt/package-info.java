/// MQTT 5 and 3.1.1, by Eclipse Paho.
///
/// Promises: a QoS 1 message is acknowledged when everything in it is durable, in the order of
/// arrival ([MQTT-4.6.0-2]), and never before; a message the journal refuses stays with the broker
/// and comes again; a payload that makes no sense is a fault reading and is acknowledged like any
/// other, because it would make no more sense the next time; every point is down while the broker
/// cannot be reached.
///
/// Why each connection is a client object of its own: Paho's reconnect deadlocks, and an
/// acknowledgement that belongs to a broken connection must not be sent on the next one, where the
/// same packet identifier may mean another message. The session lives in the broker, not in Paho.
///
/// Why Paho's callbacks do nothing but offer: they run on the thread that also reads the socket and
/// answers pings. Subscribing, connecting and closing belong to the session's own thread.
///
/// Why two versions: brokers in small controllers often speak 3.1.1 alone. The driver begins with 5
/// and falls back when the broker says that it cannot.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt;
