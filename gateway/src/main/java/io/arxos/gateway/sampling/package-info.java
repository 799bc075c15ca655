/// Readings become samples: unit, range, change of value, staleness; and the process image that
/// control reads.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.sampling;
