package io.arxos.gateway.doctor;

import io.arxos.driver.doctor.Finding;
import io.arxos.driver.line.DeviceReport;
import io.arxos.driver.line.Latency;
import io.arxos.driver.line.LineReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/// An examination as JSON, on the page and on the command line.
public final class LineJson {
  private LineJson() {}

  public static JsonObject of(LineCheck.Result result) {
    var lines = new JsonArray();
    result.lines().forEach((driver, reports) -> reports.forEach(it -> lines.add(line(driver, it))));
    var findings = new JsonArray();
    result.findings().forEach(it -> findings.add(finding(it)));
    return new JsonObject().put("lines", lines).put("findings", findings);
  }

  private static JsonObject line(String driver, LineReport line) {
    var devices = new JsonArray();
    line.devices().forEach(it -> devices.add(device(it)));
    return new JsonObject()
        .put("driver", driver)
        .put("line", line.name())
        .put("medium", lower(line.medium()))
        .put("devices", devices);
  }

  private static JsonObject device(DeviceReport device) {
    var troubles = new JsonObject();
    device.troubles().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(it -> troubles.put(it.getKey().words(), it.getValue()));
    var histogram = new JsonArray();
    for (Latency.Bar bar : device.latency().bars()) {
      var one = new JsonObject().put("from_ms", tidy(bar.fromMillis()));
      if (Double.isFinite(bar.toMillis())) {
        one.put("to_ms", tidy(bar.toMillis()));
      }
      histogram.add(one.put("count", bar.count()));
    }
    return new JsonObject()
        .put("device", device.name())
        .put("asked", device.exchanges().asked())
        .put("answered", device.exchanges().answered())
        .put("retried", device.exchanges().retried())
        .put("retry_rate", tidy(device.retryRate()))
        .put("heard", device.exchanges().heard())
        .put("p50_ms", tidy(device.latency().percentileMillis(0.5)))
        .put("p95_ms", tidy(device.latency().percentileMillis(0.95)))
        .put("latency", histogram)
        .put("troubles", troubles);
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("signature", lower(finding.signature()))
        .put("subject", finding.subject())
        .put("sentence", finding.sentence());
  }

  private static double tidy(double number) {
    return Math.round(number * 1_000) / 1_000.0;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
