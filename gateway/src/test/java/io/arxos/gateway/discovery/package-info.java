/// Proofs that what is found is named and written as it should be: not a byte of the old site file
/// changes, and a file that would not load never takes its place.
@org.jspecify.annotations.NullMarked
package io.arxos.gateway.discovery;
