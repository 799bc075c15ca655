package io.arxos.gateway.doctor;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An examination as a table, from its JSON, which may come from another process.
public final class LineText {
  private LineText() {}

  public static String of(JsonObject examination) {
    List<String> lines = new ArrayList<>();
    for (Object one : examination.getJsonArray("lines")) {
      var line = (JsonObject) one;
      lines.add(line.getString("driver") + "  " + line.getString("line"));
      for (Object device : line.getJsonArray("devices")) {
        lines.add("  " + device((JsonObject) device));
      }
    }
    List<String> findings =
        examination.getJsonArray("findings").stream()
            .map(it -> "! " + ((JsonObject) it).getString("sentence"))
            .toList();
    lines.addAll(findings.isEmpty() ? List.of("nothing wrong was found") : findings);
    return String.join("\n", lines);
  }

  private static String device(JsonObject device) {
    String troubles =
        device.getJsonObject("troubles").stream()
            .map(it -> it.getValue() + " × " + it.getKey())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-28s asked %6d  answered %6d  heard %6d  retries %4.1f %%  p50 %s  p95 %s%s",
        device.getString("device"),
        device.getLong("asked"),
        device.getLong("answered"),
        device.getLong("heard"),
        100 * device.getDouble("retry_rate"),
        millis(device.getDouble("p50_ms")),
        millis(device.getDouble("p95_ms")),
        troubles.isEmpty() ? "" : "  " + troubles);
  }

  private static String millis(double millis) {
    return millis == 0
        ? "-"
        : String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
