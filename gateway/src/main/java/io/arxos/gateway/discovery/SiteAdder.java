package io.arxos.gateway.discovery;

import io.arxos.driver.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Adds found devices to a site file.
public final class SiteAdder {
  private final SiteWriter writer;
  private final Set<String> known;

  /// What became of it.
  public sealed interface Result {}

  /// @param points how many were added
  /// @param backup the file as it was; it is not there when there was none
  public record Added(int points, Path file, Path backup) implements Result {}

  /// @param reason for people; the file is as it was
  public record Refused(String reason) implements Result {}

  /// @param knownDrivers ids that the site file has already
  /// @param check what is wrong with a site file; empty when it loads
  public SiteAdder(Path file, Set<String> knownDrivers, Function<Path, List<Problem>> check) {
    this.writer = new SiteWriter(file, check);
    this.known = Set.copyOf(knownDrivers);
  }

  /// @param lines the drivers of the command line; those that are used and not known are added
  /// @param commands whether what can be written is added as a command
  public Result add(List<ProposedDevice> devices, List<AdHoc> lines, boolean commands)
      throws IOException {
    Set<String> used = new LinkedHashSet<>();
    devices.forEach(device -> used.add(device.driver()));
    List<Map<String, Object>> drivers = new ArrayList<>();
    for (AdHoc line : lines) {
      if (used.contains(line.id()) && !known.contains(line.id())) {
        drivers.add(line.entry());
      }
    }
    Additions additions = Additions.of(devices, drivers, commands);
    int points = additions.points();
    if (points == 0) {
      return new Refused("nothing of it can be added: no point is known of it");
    }
    return switch (writer.add(additions)) {
      case SiteWriter.Written(Path file, Path backup) -> new Added(points, file, backup);
      case SiteWriter.Refused(String reason) -> new Refused(reason);
    };
  }
}
