package io.arxos.cloud.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arxos.edge.v1.Point;
import io.arxos.edge.v1.PointKind;

/// Reads a site model from the bytes that the gateway sent.
public final class SiteModelWire {
  private SiteModelWire() {}

  /// @throws IllegalArgumentException when the bytes are no site model
  public static SiteModel read(byte[] bytes) {
    try {
      var model = io.arxos.edge.v1.SiteModel.parseFrom(bytes);
      return new SiteModel(
          new SiteModel.Building(
              model.getBuilding(), model.getName(), model.getZone(), model.getPhysicsSpeed()),
          model.getGateway(),
          model.getEquipmentList().stream()
              .map(e ->
                  new SiteModel.Equipment(e.getId(), e.getName(), e.getBrickClass(), e.getSystem()))
              .toList(),
          model.getPointsList().stream().map(SiteModelWire::point).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a site model: " + e.getMessage(), e);
    }
  }

  private static SiteModel.Point point(Point point) {
    return new SiteModel.Point(
        point.getPath(),
        point.getName(),
        kind(point.getKind()),
        point.getUnit(),
        point.getBrickClass(),
        point.getEquipment(),
        new SiteModel.Band(
            point.hasLow() ? (Double) point.getLow() : null,
            point.hasHigh() ? (Double) point.getHigh() : null),
        point.getWritable()
            ? new SiteModel.Band(
                point.hasWriteMin() ? (Double) point.getWriteMin() : null,
                point.hasWriteMax() ? (Double) point.getWriteMax() : null)
            : null,
        point.getReportWithinMs(),
        point.getStateNamesList(),
        point.getSetpoint(),
        point.getSource());
  }

  private static String kind(PointKind kind) {
    return switch (kind) {
      case POINT_KIND_COMMAND -> "command";
      case POINT_KIND_SETPOINT -> "setpoint";
      case POINT_KIND_VIRTUAL -> "virtual";
      case POINT_KIND_SENSOR, POINT_KIND_UNSPECIFIED, UNRECOGNIZED -> "sensor";
    };
  }
}
