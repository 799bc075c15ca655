package io.arxos.driver.mqtt.sparkplug;

import java.util.ArrayList;
import java.util.List;

/// The metrics that hold values of their own: those of a template's instance stand under its name.
final class Leaves {
  private static final int NAME_CHARACTERS_MAX = 1_024;

  private Leaves() {}

  /// @param name whole, such as `Pump 1/Speed` for the member `Speed`
  record Leaf(String name, Metric metric) {}

  /// @param name of the metric, which may have come by an alias
  static List<Leaf> of(String name, Metric metric) {
    var leaves = new ArrayList<Leaf>();
    add(leaves, name, metric);
    return leaves;
  }

  private static void add(List<Leaf> leaves, String name, Metric metric) {
    if (!(metric.value() instanceof Raw.Parts(boolean definition, List<Metric> members))) {
      if (!name.isEmpty() && name.length() <= NAME_CHARACTERS_MAX) {
        leaves.add(new Leaf(name, metric));
      }
      return;
    }
    for (Metric member : definition ? List.<Metric>of() : members) {
      Long timestamp = member.timestamp() == null ? metric.timestamp() : member.timestamp();
      var dated =
          new Metric(
              member.name(),
              member.alias(),
              timestamp,
              member.type(),
              metric.historical() || member.historical(),
              member.empty(),
              member.properties(),
              member.value());
      if (name.length() + member.name().length() < NAME_CHARACTERS_MAX) {
        add(leaves, name + "/" + member.name(), dated);
      }
    }
  }

  /// Whether a metric is about the session and not about the building.
  static boolean isSession(String name) {
    return name.equals(SparkplugPayload.BD_SEQ) || name.equals(Rebirths.METRIC);
  }
}
