package io.arxos.cloud.access;

/// A mistake with certificates or keys that only the operator can mend. The message is one line for
/// them.
public final class AccessProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String line;
  private final boolean conflict;

  private AccessProblem(String message, boolean conflict) {
    super(message);
    this.line = message;
    this.conflict = conflict;
  }

  static AccessProblem wrong(String message) {
    return new AccessProblem(message, false);
  }

  static AccessProblem conflict(String message) {
    return new AccessProblem(message, true);
  }

  /// What is wrong, in one line.
  public String line() {
    return line;
  }

  /// True when something is there already that must not be overwritten; false when something is
  /// missing or wrong.
  public boolean isConflict() {
    return conflict;
  }
}
