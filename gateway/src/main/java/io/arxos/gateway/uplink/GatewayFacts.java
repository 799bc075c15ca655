package io.arxos.gateway.uplink;

/// What the cloud shows of a gateway besides its data.
///
/// @param startedMicros UTC when this process began
public record GatewayFacts(
    boolean clockSynchronised,
    int devices,
    int devicesDown,
    int points,
    long startedMicros,
    String softwareVersion) {}
