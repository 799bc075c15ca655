/// Tests of MQTT discovery: announcements as the programs that send them form them, then messages
/// as they follow, and what the driver delivers for both.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.homeassistant;
