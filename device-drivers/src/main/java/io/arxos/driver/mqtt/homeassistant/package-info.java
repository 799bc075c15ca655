/// Devices that announce themselves by the MQTT discovery of Home Assistant: Zigbee2MQTT, Tasmota,
/// ESPHome, Shelly, meters and gateways of many makers.
///
/// Promises: every announcement becomes points whose addresses hold all that is needed to read and
/// write them (topic, template, words, availability), so that nothing of the announcement is needed
/// later. The entities of one device are one device here, found by its identifiers and connections
/// as Home Assistant does. An announcement that is replaced replaces its points; an empty one takes
/// them away. What is wrong is said with a reason. Devices, entities and sizes are bounded.
///
/// Why many points for one entity: a thermostat is one entity there and six measured or set values
/// for a building.
///
/// Why a simple template becomes a JSON pointer: it means the same, is read without being rendered
/// and shows where the value stands.
///
/// Why words are changed by templates and not by code: a scale of 0 to 255 of a cover becomes a
/// percentage in its template, which an installer can read and change in the site file.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.homeassistant;
