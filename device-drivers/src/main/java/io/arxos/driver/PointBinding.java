package io.arxos.driver;

/// How one point is reached through a driver.
///
/// @param address protocol's own keys, such as `topic` or `register`
/// @param writable whether [Driver#write] may be called for it
public record PointBinding(PointId point, Settings address, boolean writable) {}
