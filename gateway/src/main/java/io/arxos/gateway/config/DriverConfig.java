package io.arxos.gateway.config;

/// One driver of a site.
///
/// @param id unique in the site
/// @param protocol of its factory, such as `mqtt`
/// @param settings the protocol's own keys
/// @param line where it stands in the site file
public record DriverConfig(String id, String protocol, Section settings, int line) {}
