/// Lets the fuzz target of M-Bus reach what the driver keeps to itself.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mbus;
