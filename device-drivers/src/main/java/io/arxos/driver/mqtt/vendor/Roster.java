package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.mqtt.dialect.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The devices of one dialect, at most [#DEVICES_MAX].
final class Roster {
  static final int DEVICES_MAX = 1_000;
  static final Heard NOTHING_NEW = new Heard.Understood(List.of());

  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final double confidence;

  Roster(double confidence) {
    this.confidence = confidence;
  }

  /// The device at an address, new or known; null when there are too many.
  @Nullable Sheet at(String address) {
    Sheet sheet = sheets.get(address);
    if (sheet == null && sheets.size() < DEVICES_MAX) {
      sheet = new Sheet(address, confidence);
      sheets.put(address, sheet);
    }
    return sheet;
  }

  /// Null when it has not been seen.
  @Nullable Sheet known(String address) {
    return sheets.get(address);
  }

  /// Everything that has changed since this was last asked.
  Heard news() {
    var news =
        sheets.values().stream().filter(Sheet::news).map(sheet -> sheet.discovered("")).toList();
    return news.isEmpty() ? NOTHING_NEW : new Heard.Understood(news);
  }

  /// What has changed of one device.
  static Heard news(@Nullable Sheet sheet) {
    return sheet != null && sheet.news()
        ? new Heard.Understood(List.of(sheet.discovered("")))
        : NOTHING_NEW;
  }
}
