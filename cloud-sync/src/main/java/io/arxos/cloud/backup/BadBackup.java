package io.arxos.cloud.backup;

/// A backup is not what its manifest says, or cannot be used; in one line for the operator.
public final class BadBackup extends Exception {
  private static final long serialVersionUID = 1L;

  BadBackup(String line) {
    super(line);
  }

  public String line() {
    return String.valueOf(getMessage());
  }
}
