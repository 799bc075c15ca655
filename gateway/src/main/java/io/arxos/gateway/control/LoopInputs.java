package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.gateway.sampling.ProcessImage;
import java.util.Locale;
import java.util.Map;

/// What every loop of one cycle decides on: the frozen process image, with the set-points that are
/// in force in this very cycle in place of those sampled before.
///
/// @param setpoints the points that control itself decides
record LoopInputs(ProcessImage.Snapshot image, Map<PointId, Double> setpoints) {
  /// The value of a point, or NaN when it must not be used: never seen, stale, down, fault,
  /// disabled.
  double usable(PointId point) {
    Double decided = setpoints.get(point);
    return decided != null ? decided : image.usable(point);
  }

  /// For people: "hofgarten/room-101/air-temp is stale (no report for 90 s)".
  String whyNot(PointId point) {
    ProcessImage.Current current = image.get(point);
    if (current == null) {
      return point + " is not a point of this site";
    }
    return point
        + (current.status() == Status.OK
            ? " has no number"
            : " is " + current.status().name().toLowerCase(Locale.ROOT))
        + (current.reason().isEmpty() ? "" : " (" + current.reason() + ")");
  }
}
