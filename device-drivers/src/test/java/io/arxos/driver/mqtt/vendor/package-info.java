/// Messages of real kinds of devices, each as its maker documents or publishes it, decoded by the
/// code that the running driver uses.
///
/// Why values, units and times are compared and classes seldom: classes are the name helper's, and
/// tested there.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mqtt.vendor;
