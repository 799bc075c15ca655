package io.arxos.driver;

/// Something a driver has seen and nobody has configured.
///
/// @param protocol such as `mqtt`
/// @param address where it was seen, such as a topic or a unit and register
/// @param sample what it said, shortened to 256 characters
public record Discovered(String protocol, String address, String sample) {}
