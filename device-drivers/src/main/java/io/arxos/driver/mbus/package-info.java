/// Wired M-Bus (EN 13757-2 and -3) behind a converter with a TCP port: heat, water, gas and
/// electricity meters.
///
/// Promises: one question is on the line at a time; a meter that does not answer costs one probe
/// per pause and nothing else; a telegram counts only with its checksum; a meter with more data
/// than one telegram holds is asked for the rest; nothing is written but the selection of a meter.
///
/// Why records have names: the order of a meter's records is its own, and changes with its
/// firmware. A point says what it wants, such as `energy` or `volume/storage-1`, and is found
/// wherever it stands.
@org.jspecify.annotations.NullMarked
package io.arxos.driver.mbus;
