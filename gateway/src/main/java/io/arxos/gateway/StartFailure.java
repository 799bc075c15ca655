package io.arxos.gateway;

import io.arxos.driver.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// The gateway cannot start, and the person who started it can do something about it.
final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// Exit codes, the same for all of the product's commands.
  static final int INTERNAL = 1;

  static final int CONFIGURATION = 2;
  static final int CONFLICT = 5;

  private final int exitCode;

  /// @param message one line per mistake
  StartFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static StartFailure of(List<Problem> problems) {
    return new StartFailure(
        CONFIGURATION,
        problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
  }

  int exitCode() {
    return exitCode;
  }

  String lines() {
    return String.valueOf(getMessage());
  }
}
