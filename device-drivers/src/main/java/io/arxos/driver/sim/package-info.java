/// The simulated building as a process: physics by its own clock, and devices that speak the real
/// protocols on the loopback address.
///
/// | devices | speak | here |
/// |---|---|---|
/// | room sensors 101 to 104 | MQTT 3.1.1, QoS 1, to a real broker (Moquette) in this process | `MqttBroker`, `MqttSensors` |
/// | room sensors 105 and 106, weather, clock | CoAP with observation (Californium) | `CoapSensors` |
/// | air handler, radiator valves, plant, meter | Modbus TCP (digitalpetri) | `ModbusDevices` |
/// | heating pump, plant room door | pins, through the mock provider's link | `PinWires` |
///
/// Promises: clients may come and go as they like; a device says what
/// [io.arxos.driver.sim.building.SimulatedBuilding#valueOf] says and nothing else; everything
/// listens on the loopback address only. The broker keeps messages in memory for a client with a
/// persistent session that is away, twelve hours at most, then forgets the session.
///
/// Why the clocks are two: physics run `--physics-speed` times faster than the clock, devices
/// report in real time. `--start` is the instant at which both agreed; a simulation that is started
/// again with the same instant goes on where it would be, after a warm-up that nobody sees.
/// Weather, people and the meter depend on seed and time alone, so the meter does not run backwards
/// over a restart.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.sim;
