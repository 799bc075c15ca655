/// Devices that describe themselves by the form of their messages: Zigbee2MQTT, Tasmota, Shelly of
/// both generations, network servers of LoRaWAN, and whatever else looks like values.
///
/// Promises: a device has the same address and its points the same names each time; a point is
/// revealed when its value was seen or its device has announced it, never because the model should
/// have it; unit and class come from what the device says, then from its maker's documentation.
///
/// Why by form and not by model: there are thousands of models, and a new one is in the building
/// before it is in a list. Each of these makers writes all of its messages by the same few rules.
///
/// Why an address may name several topics: a relay of Tasmota is told in `stat/…/POWER`, in
/// `stat/…/RESULT` and in `tele/…/STATE`; they are one point.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.vendor;
