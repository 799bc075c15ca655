package io.arxos.driver.coap;

import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Reading;
import io.arxos.driver.coap.content.Definitions;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.coap.content.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Devices and points out of links and of what their resources say.
final class Findings {
  private static final double SURE = 0.9;
  private static final double BY_NAME = 0.3;

  private Findings() {}

  /// A device by its links alone, before any of them was read.
  static Discovered device(String address, List<Link> links) {
    var points = new ArrayList<DiscoveredPoint>();
    for (Link link : links) {
      if (!isInternal(link)) {
        Definitions.of(link).forEach(found -> points.add(point(link, found, false)));
      }
    }
    return new Discovered(
        "coap", address, Identity.UNKNOWN, points, "", points.isEmpty() ? 0 : BY_NAME);
  }

  /// Resources that are about the protocol.
  static boolean isInternal(Link link) {
    return link.path().isEmpty()
        || link.path().startsWith(".well-known")
        || link.path().equals("rd")
        || link.types().stream().anyMatch(type -> type.startsWith("core.rd"));
  }

  /// What was found in a resource, as the site file says it.
  ///
  /// @param read whether the reading is the device's own
  static DiscoveredPoint point(Link link, Found found, boolean read) {
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("path", "/" + link.path());
    switch (found.part()) {
      case WHOLE -> {
        // the path says it all
      }
      case POINTER -> address.put("pointer", found.path());
      case SENML -> address.put("senml", found.path());
      case LWM2M -> {
        if (!found.path().equals("/" + link.path())) {
          address.put("lwm2m", found.path());
        }
      }
    }
    if (link.observable()) {
      address.put("observe", true);
    }
    Reading now = read ? found.reading() : null;
    return new DiscoveredPoint(
        found.name(), found.meaning(), address, Map.of(), found.writable(), now);
  }

  static double confidence(List<DiscoveredPoint> points) {
    double all = points.stream().mapToDouble(point -> point.meaning().confidence()).sum();
    return points.isEmpty() ? 0 : Math.min(SURE, all / points.size());
  }
}
