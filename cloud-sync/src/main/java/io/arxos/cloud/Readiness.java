package io.arxos.cloud;

import io.arxos.cloud.web.WebServer;
import java.util.function.Supplier;

/// Turns what is missing into an answer for the probes.
final class Readiness {
  private Readiness() {}

  /// @param missing "" when nothing is
  static Supplier<WebServer.Readiness> of(Supplier<String> missing) {
    return () -> {
      String detail = missing.get();
      return new WebServer.Readiness(detail.isEmpty(), detail);
    };
  }
}
