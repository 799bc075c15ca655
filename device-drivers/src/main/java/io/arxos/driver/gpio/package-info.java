/// Digital inputs and outputs of the machine itself, through Pi4J with the provider named in the
/// configuration: `gpiod` on hardware, `mock` where there is none.
///
/// Promises: an output takes its declared state when its line is requested, without a level in
/// between; an input's change is offered unasked; active-low is turned here, so a value is always
/// the meaning and never the voltage; a pin that cannot be had is a reading, not a crash.
///
/// Why a link: a simulated building is another process. With `link: host:port` the pins of the mock
/// provider are wired to it over TCP, one line of text per change, with the building as the server:
///
/// ```text
/// driver → building   out 17 1     the driver drives pin 17 high
/// building → driver   in 4 0       the building drives pin 4 low
/// ```
///
/// Levels are electrical: 1 high, 0 low. When a connection begins each side tells the levels it
/// holds, so nothing depends on who started first, and after that every change. Lines of another
/// form are ignored.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.gpio;
