package io.arxos.gateway.decode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import java.util.List;

/// A device that was found, as a line of JSON: `device` is its id, or its address when it says
/// none; `points` holds a point after the other with its path as readings name it.
final class DeviceLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DeviceLine() {}

  /// A point and the path that is proposed for it.
  record Placed(String path, DiscoveredPoint point) {}

  static String of(Discovered device, List<Placed> points, ReadingLine.Source source) {
    ObjectNode line = JSON.createObjectNode();
    Discovered.Identity identity = device.device();
    line.put("device", identity.id().isEmpty() ? device.address() : identity.id());
    line.put("name", identity.name());
    line.put("vendor", identity.vendor());
    line.put("model", identity.model());
    line.put("protocol", device.protocol());
    line.put("address", device.address());
    line.put("confidence", device.confidence());
    if (!device.sample().isEmpty()) {
      line.put("sample", device.sample());
    }
    ArrayNode all = line.putArray("points");
    points.forEach(one -> all.add(point(one)));
    ObjectNode origin = line.putObject("origin");
    origin.put("line", source.line());
    origin.put(source.word(), source.place());
    return line.toString();
  }

  private static ObjectNode point(Placed placed) {
    DiscoveredPoint point = placed.point();
    ObjectNode node = JSON.createObjectNode();
    node.put("name", point.name());
    node.put("path", placed.path());
    node.put("unit", point.meaning().unit());
    node.put("class", point.meaning().brickClass());
    node.put("confidence", point.meaning().confidence());
    node.put("writable", point.writable());
    node.set("address", JSON.valueToTree(point.address()));
    if (!point.more().isEmpty()) {
      node.set("more", JSON.valueToTree(point.more()));
    }
    return node;
  }
}
