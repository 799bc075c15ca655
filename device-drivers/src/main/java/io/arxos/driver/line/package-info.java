/// What happened on a line, device by device: the evidence of the line doctor.
///
/// A line is what devices share and what fails together: a serial bus behind a TCP port, a broker,
/// one address. Its driver counts what it asked, what was answered and how soon, and what went
/// wrong and how. [io.arxos.driver.Driver#lines] hands a picture of it to whoever wants to know.
///
/// Promises: counting is lock-free and costs some nanoseconds, so drivers count always; everything
/// is bounded, whatever a device does: [io.arxos.driver.line.LineStats#DEVICES_MAX] devices, a
/// fixed number of buckets, a fixed number of remembered events each. Nothing here judges; the
/// doctor does, by pure functions over [io.arxos.driver.line.LineReport]s.
///
/// Why a leaf: the driver SPI itself names these reports, so this package may know nothing of it.
/// Points are plain paths here, and times are nanoseconds that the caller gives.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.line;
