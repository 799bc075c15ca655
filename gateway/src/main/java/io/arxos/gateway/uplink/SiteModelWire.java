package io.arxos.gateway.uplink;

import io.arxos.edge.v1.Equipment;
import io.arxos.edge.v1.Point;
import io.arxos.edge.v1.PointKind;
import io.arxos.edge.v1.SiteModel;
import io.arxos.gateway.config.EquipmentConfig;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.PointConfig.Band;
import io.arxos.gateway.config.Site;
import java.util.HashMap;
import java.util.Map;

/// A site file as the message that describes the building to the cloud.
public final class SiteModelWire {
  private SiteModelWire() {}

  public static SiteModelMessage of(Site site) {
    Map<String, String> setpoints = new HashMap<>();
    for (LoopConfig loop : site.loops()) {
      if (loop instanceof LoopConfig.Pid pid) {
        setpoints.put(pid.input().path(), pid.setpoint().path());
      }
    }
    var model =
        SiteModel.newBuilder()
            .setBuilding(site.building())
            .setName(site.name())
            .setZone(site.zone().getId())
            .setGateway(site.gateway());
    Double speed = site.physicsSpeed();
    if (speed != null) {
      model.setPhysicsSpeed(speed);
    }
    for (EquipmentConfig equipment : site.equipment()) {
      model.addEquipment(
          Equipment.newBuilder()
              .setId(equipment.path())
              .setName(equipment.name())
              .setBrickClass(equipment.brickClass())
              .setSystem(equipment.system()));
      for (PointConfig point : equipment.points()) {
        String setpoint = setpoints.getOrDefault(point.id().path(), "");
        model.addPoints(point(point, equipment.path(), setpoint));
      }
    }
    return SiteModelMessage.of(model.build().toByteArray());
  }

  private static Point point(PointConfig point, String equipment, String setpoint) {
    var message =
        Point.newBuilder()
            .setPath(point.id().path())
            .setName(point.name())
            .setKind(kind(point.kind()))
            .setUnit(point.unit().code())
            .setBrickClass(point.brickClass())
            .setEquipment(equipment)
            .setWritable(point.writable())
            .setReportWithinMs(point.sampling().reportWithin().toMillis())
            .addAllStateNames(point.states())
            .setSetpoint(setpoint);
    Band expected = point.expected();
    if (expected != null) {
      message.setLow(expected.low()).setHigh(expected.high());
    }
    PointConfig.Writing control = point.control();
    if (control != null) {
      message.setWriteMin(control.limits().low()).setWriteMax(control.limits().high());
    }
    point.reached().ifPresent(source -> message.setSource(source.text()));
    return message.build();
  }

  private static PointKind kind(PointConfig.Kind kind) {
    return switch (kind) {
      case SENSOR -> PointKind.POINT_KIND_SENSOR;
      case COMMAND -> PointKind.POINT_KIND_COMMAND;
      case SETPOINT -> PointKind.POINT_KIND_SETPOINT;
      case VIRTUAL -> PointKind.POINT_KIND_VIRTUAL;
    };
  }
}
