package io.arxos.cloud;

import io.arxos.cloud.fleet.Fleet;
import io.arxos.edge.v1.Equipment;
import io.arxos.edge.v1.Point;
import io.arxos.edge.v1.PointKind;
import io.arxos.edge.v1.SiteModel;

/// A small building with one gateway, made known to the fleet as the gateway would.
public final class SiteWire {
  private SiteWire() {}

  /// `b/room/temp` (sensor), `b/room/setpoint` (15 to 26 °C), `b/room/lamp` (off, on). The gateway
  /// is `b-1`, and connected.
  public static void makeKnown(Fleet fleet, String building, long nowUs) throws Exception {
    fleet.beginSession(building + "-1", new byte[16], nowUs);
    fleet.model(building + "-1", model(building), nowUs);
  }

  /// The site model of a building with one room.
  public static byte[] model(String building) {
    String room = building + "/room";
    SiteModel model =
        SiteModel.newBuilder()
            .setBuilding(building)
            .setName("The " + building)
            .setZone("Europe/Berlin")
            .setGateway(building + "-1")
            .setPhysicsSpeed(30)
            .addEquipment(
                Equipment.newBuilder()
                    .setId(room)
                    .setName("Room")
                    .setBrickClass("Room")
                    .setSystem("hvac"))
            .addPoints(
                point(room, "temp", PointKind.POINT_KIND_SENSOR)
                    .setName("Air temperature")
                    .setUnit("Cel")
                    .setLow(19)
                    .setHigh(26)
                    .setSetpoint(room + "/setpoint")
                    .setSource("MQTT room/climate"))
            .addPoints(
                point(room, "setpoint", PointKind.POINT_KIND_SETPOINT)
                    .setName("Set-point")
                    .setUnit("Cel")
                    .setWritable(true)
                    .setWriteMin(15)
                    .setWriteMax(26))
            .addPoints(
                point(room, "lamp", PointKind.POINT_KIND_COMMAND)
                    .setName("Lamp")
                    .setUnit("1")
                    .setWritable(true)
                    .addStateNames("off")
                    .addStateNames("on"))
            .build();
    return model.toByteArray();
  }

  private static Point.Builder point(String room, String name, PointKind kind) {
    return Point.newBuilder()
        .setPath(room + "/" + name)
        .setKind(kind)
        .setEquipment(room)
        .setReportWithinMs(120_000);
  }
}
