package io.arxos.gateway.discovery;

import io.arxos.driver.Meaning;
import io.arxos.driver.PointId;
import io.arxos.driver.Units;
import io.arxos.driver.naming.BrickClasses;
import io.arxos.driver.naming.Corrections;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody put right in the proposals before he added them; remembered for later names.
final class Edits {
  private final Corrections corrections;
  private final List<ProposedPoint> changed = new ArrayList<>();

  Edits(Corrections corrections) {
    this.corrections = corrections;
  }

  /// The device with only the points that were chosen, as they were put right.
  ///
  /// @param wanted `{points: [{name, path, class, unit}]}`
  /// @throws IllegalArgumentException with a sentence for the person, when something cannot be
  ProposedDevice applied(ProposedDevice device, JsonObject wanted) {
    Map<String, ProposedDevice.Piece> pieces = new LinkedHashMap<>();
    for (Object item : wanted.getJsonArray("points", new JsonArray())) {
      if (item instanceof JsonObject edit) {
        take(device, edit, pieces);
      }
    }
    return new ProposedDevice(device.found(), device.driver(), List.copyOf(pieces.values()));
  }

  /// Remembers it.
  void learn() throws IOException {
    for (ProposedPoint point : changed) {
      Meaning meaning = point.meaning();
      corrections.learn(point.found().name(), meaning.unit(), meaning.brickClass());
    }
  }

  private void take(
      ProposedDevice device, JsonObject edit, Map<String, ProposedDevice.Piece> pieces) {
    for (ProposedDevice.Piece piece : device.equipment()) {
      for (ProposedPoint point : piece.points()) {
        if (point.found().name().equals(edit.getValue("name"))) {
          String path = text(edit, "path", piece.id() + "/" + point.id());
          if (!PointId.isValid("building/" + path)) {
            throw new IllegalArgumentException(
                path + " is no path: a-z, 0-9 and single hyphens, such as room-101/air-temp.");
          }
          int slash = path.lastIndexOf('/');
          ProposedPoint right = right(point, edit).called(path.substring(slash + 1));
          pieces.merge(
              path.substring(0, slash),
              piece.moved(path.substring(0, slash)).with(List.of(right)),
              Edits::joined);
          return;
        }
      }
    }
    throw new IllegalArgumentException("There is no point " + edit.getValue("name") + ".");
  }

  private ProposedPoint right(ProposedPoint point, JsonObject edit) {
    Meaning thought = point.meaning();
    String brickClass = text(edit, "class", thought.brickClass());
    String unitText = text(edit, "unit", thought.unit());
    if (!brickClass.isEmpty() && !BrickClasses.has(brickClass)) {
      throw new IllegalArgumentException(brickClass + " is not a class of Brick.");
    }
    var unit =
        unitText.isEmpty()
            ? Optional.of(Units.ONE)
            : Units.find(unitText).or(() -> Units.named(unitText));
    if (unit.isEmpty()) {
      throw new IllegalArgumentException(
          unitText + " is not a unit; " + Units.suggestion(unitText));
    }
    String code = unitText.isEmpty() ? "" : unit.get().code();
    if (brickClass.equals(thought.brickClass()) && code.equals(thought.unit())) {
      return point;
    }
    ProposedPoint right =
        point.with(point.id(), new Meaning(code, brickClass, 1, List.of("you said so")));
    if (!brickClass.isEmpty()) {
      changed.add(right);
    }
    return right;
  }

  private static ProposedDevice.Piece joined(ProposedDevice.Piece one, ProposedDevice.Piece other) {
    List<ProposedPoint> points = new ArrayList<>(one.points());
    points.addAll(other.points());
    return one.with(points);
  }

  private static String text(JsonObject edit, String key, String otherwise) {
    return edit.getValue(key) instanceof String text ? text.strip() : otherwise;
  }
}
