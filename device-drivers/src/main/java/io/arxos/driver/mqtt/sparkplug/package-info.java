/// Sparkplug B 3.0, as a host application: devices that say by a birth who they are, by data what
/// has changed, and by a death that they are gone.
///
/// Promises: a value is told only of a metric that was born, in the type it was born with; a node's
/// death makes every metric of it and of its devices down, a device's death every metric of the
/// device; a message that is missing is waited for, and then a new birth is asked for, never more
/// often than the node can bear. What is kept is bounded, whatever the nodes say. `docs/drivers/
/// sparkplug.md` lists every normative assertion that concerns a host and the test of it.
///
/// Why the wire format is read by hand: the schema is of one message, of which a host needs a
/// third. A reader of two hundred lines that counts what it makes is smaller than generated code
/// that does not, and a list of half a million empty metrics in a megabyte must not become an
/// object each.
///
/// Why time is an argument: the state of a node depends on when its messages came, and whoever
/// wants to know what the gateway would have made of a recording has to get the same answer.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.sparkplug;
