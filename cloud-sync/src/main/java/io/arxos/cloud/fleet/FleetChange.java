package io.arxos.cloud.fleet;

/// Something that [Fleet] has just stored.
public sealed interface FleetChange {
  /// Connection or report.
  record OfGateway(String gateway) implements FleetChange {}

  record OfModel(String building) implements FleetChange {}

  record OfHolds(String gateway) implements FleetChange {}

  record OfCommand(String id) implements FleetChange {}
}
