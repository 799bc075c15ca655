package io.arxos.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arxos.driver.Problem;
import io.arxos.gateway.Protocols;
import io.arxos.gateway.sampling.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every site file in the repository is one that a gateway would take, drivers included.
final class ShippedSitesTest {
  private static final Path SITES = Path.of("../config/sites");

  static List<Path> sites() throws IOException {
    try (Stream<Path> files = Files.walk(SITES)) {
      List<Path> sites = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertFalse(sites.isEmpty());
      return sites;
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void loads(Path file) {
    Site site =
        switch (SiteFile.load(file, Map.of(), Protocols.all())) {
          case SiteFile.Loaded loaded -> loaded.site();
          case SiteFile.Refused(List<Problem> problems) -> throw new AssertionError(problems);
        };
    List<Problem> problems = new ArrayList<>();
    Devices.create(site, Protocols.all(), problems::add).close();
    assertEquals(List.of(), problems);
  }
}
