package io.arxos.cloud;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.config.BadConfig;
import java.net.BindException;

/// A command cannot do its work, and the person who gave it can do something about it.
final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// Exit codes, the same for all of the product's commands.
  static final int INTERNAL = 1;

  static final int CONFIGURATION = 2;
  static final int CHECK_FAILED = 3;
  static final int NOT_FOUND = 4;
  static final int CONFLICT = 5;
  static final int UNREACHABLE = 7;

  private final int exitCode;

  /// @param message one line per mistake
  StartFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static StartFailure of(BadConfig bad) {
    return new StartFailure(CONFIGURATION, String.join("\n", bad.problems()));
  }

  static StartFailure of(AccessProblem problem) {
    return new StartFailure(problem.isConflict() ? CONFLICT : CONFIGURATION, problem.line());
  }

  /// A listener could not be bound.
  ///
  /// @param key of the setting that says the port, such as `http.port`
  static StartFailure ofListener(Throwable failure, String host, int port, String key) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof BindException && message.contains("in use")) {
        return new StartFailure(
            CONFLICT,
            "port %d on %s is in use; choose another with --%s or %s in the settings"
                .formatted(port, host, key.replace('.', '-'), key));
      }
      if (cause instanceof BindException || cause instanceof java.net.UnknownHostException) {
        return new StartFailure(
            CONFIGURATION, "cannot listen on %s port %d: %s".formatted(host, port, message));
      }
    }
    return new StartFailure(INTERNAL, "cannot listen on " + host + ": " + failure.getMessage());
  }

  int exitCode() {
    return exitCode;
  }

  String lines() {
    return String.valueOf(getMessage());
  }
}
