package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was found, for people: a line per device and one per point.
public final class DiscoveryTable {
  private static final int SAMPLE_CHARACTERS = 60;

  private DiscoveryTable() {}

  public static List<String> of(List<ProposedDevice> devices) {
    List<String> lines = new ArrayList<>();
    for (ProposedDevice device : devices) {
      Discovered found = device.found();
      String who = (found.device().vendor() + " " + found.device().model()).strip();
      lines.add(
          "%s  %s%s  %s  %s"
              .formatted(
                  found.protocol(),
                  device.title(),
                  who.isEmpty() ? "" : " (" + who + ")",
                  found.address(),
                  percent(found.confidence())));
      if (device.equipment().isEmpty()) {
        lines.add("    unmapped: " + shortened(found.sample()));
      }
      for (ProposedDevice.Piece piece : device.equipment()) {
        piece.points().forEach(point -> lines.add(point(piece, point)));
      }
    }
    return lines;
  }

  private static String point(ProposedDevice.Piece piece, ProposedPoint point) {
    Object value = DiscoveryJson.value(point.found().now());
    String unit = Units.find(point.meaning().unit()).map(Unit::symbol).orElse("");
    String now = value == null ? "–" : shortened(String.valueOf(value)) + " " + unit;
    String name = point.meaning().brickClass();
    return "    %-44s %-16s %-40s %4s%s"
        .formatted(
            piece.id() + "/" + point.id(),
            now.strip(),
            name.isEmpty() ? "(class not known)" : name,
            percent(point.meaning().confidence()),
            point.addable() ? "" : "  not added");
  }

  private static String percent(double confidence) {
    return String.format(Locale.ROOT, "%.0f%%", confidence * 100);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SAMPLE_CHARACTERS ? line : line.substring(0, SAMPLE_CHARACTERS) + "…";
  }
}
