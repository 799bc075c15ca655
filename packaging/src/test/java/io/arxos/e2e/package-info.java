/// The whole product as its users run it: `./arxos demo` with real processes, a real browser and
/// real faults.
///
/// What is proved: every delivery that the gateway acknowledged to the broker is in the store, none
/// more often than it was delivered. The acknowledgements are read off the wire between gateway and
/// broker ([io.arxos.cable.MqttTap]), so the product cannot be asked about itself. `ChaosIT` does
/// the same under far more faults, and shows that the check can fail.
@org.jspecify.annotations.NullMarked
package io.arxos.e2e;
