package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import io.arxos.driver.Value;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was found, for machines and for the page.
public final class DiscoveryJson {
  private DiscoveryJson() {}

  public static JsonArray of(List<ProposedDevice> devices) {
    var all = new JsonArray();
    devices.forEach(device -> all.add(device(device)));
    return all;
  }

  private static JsonObject device(ProposedDevice device) {
    Discovered found = device.found();
    var points = new JsonArray();
    for (ProposedDevice.Piece piece : device.equipment()) {
      piece.points().forEach(point -> points.add(point(piece, point)));
    }
    return new JsonObject()
        .put("device", device.title())
        .put("protocol", found.protocol())
        .put("driver", device.driver())
        .put("address", found.address())
        .put("id", found.device().id())
        .put("vendor", found.device().vendor())
        .put("model", found.device().model())
        .put("confidence", found.confidence())
        .put("sample", found.sample())
        .put("points", points);
  }

  private static JsonObject point(ProposedDevice.Piece piece, ProposedPoint point) {
    Reading now = point.found().now();
    var json =
        new JsonObject()
            .put("name", point.found().name())
            .put("path", piece.id() + "/" + point.id())
            .put("equipment_class", piece.brickClass())
            .put("value", value(now))
            .put("unit", point.meaning().unit())
            .put("symbol", Units.find(point.meaning().unit()).map(Unit::symbol).orElse(""))
            .put("class", point.meaning().brickClass())
            .put("confidence", point.meaning().confidence())
            .put("reasons", new JsonArray(point.meaning().reasons()))
            .put("writable", point.found().writable())
            .put("addable", point.addable());
    if (now instanceof Reading.Bad(Reading.Kind kind, String reason, var _)) {
      json.put("status", kind.name().toLowerCase(Locale.ROOT)).put("reason", reason);
    }
    return json;
  }

  static @Nullable Object value(@Nullable Reading now) {
    return now instanceof Reading.Good(Value value, var _)
        ? switch (value) {
          case Value.Num(double number) -> number;
          case Value.Int(long number) -> number;
          case Value.Bool(boolean flag) -> flag;
          case Value.Text(String text) -> text;
        }
        : null;
  }
}
