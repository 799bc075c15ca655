package io.arxos.bench;

import io.arxos.edge.v1.Point;
import io.arxos.edge.v1.SiteModel;

/// The site model of a building that exists only to be measured.
final class SyncModelWire {
  private SyncModelWire() {}

  static byte[] of(String building, int points) {
    var model = SiteModel.newBuilder().setBuilding(building).setName(building).setZone("UTC");
    for (int i = 0; i < points; i++) {
      model.addPoints(Point.newBuilder().setPath(point(building, i)).setReportWithinMs(60_000));
    }
    return model.build().toByteArray();
  }

  static String point(String building, int number) {
    return "%s/load/p%02d".formatted(building, number);
  }
}
