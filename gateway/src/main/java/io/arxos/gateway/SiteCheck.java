package io.arxos.gateway;

import io.arxos.driver.Problem;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.SiteFile;
import io.arxos.gateway.sampling.Devices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A site file read and checked, the drivers' own keys included.
final class SiteCheck {
  private SiteCheck() {}

  /// What became of a file.
  sealed interface Result {}

  record Checked(Site site) implements Result {}

  /// @param problems sorted by line, at least one
  record Refused(List<Problem> problems) implements Result {}

  /// What is wrong with a file; empty when it loads.
  static List<Problem> problems(Path file) {
    return switch (of(file, System.getenv())) {
      case Checked _ -> List.of();
      case Refused(List<Problem> problems) -> problems;
    };
  }

  static Result of(Path file, Map<String, String> environment) {
    return switch (SiteFile.load(file, environment, Protocols.all())) {
      case SiteFile.Refused refused -> new Refused(refused.problems());
      case SiteFile.Loaded(Site site) -> {
        List<Problem> problems = new ArrayList<>();
        Devices.create(site, Protocols.all(), problems::add).close();
        yield problems.isEmpty()
            ? new Checked(site)
            : new Refused(problems.stream().sorted().toList());
      }
    };
  }
}
