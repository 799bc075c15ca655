/// The driver SPI: what a driver is given, what it delivers, what it must never do.
///
/// A driver turns a protocol into [io.arxos.driver.Reading]s and values into writes. It never
/// throws for a bad device, never converts units, never decides. It acknowledges a device only
/// after the future of [io.arxos.driver.ReadingSink#offer] says that the reading is durable. It
/// knows neither Vert.x nor the wire to the cloud.
@org.jspecify.annotations.NullMarked
package io.arxos.driver;
