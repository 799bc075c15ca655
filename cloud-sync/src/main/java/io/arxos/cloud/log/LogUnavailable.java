package io.arxos.cloud.log;

import org.jspecify.annotations.Nullable;

/// The log cannot be reached or does not do what was asked.
public final class LogUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public LogUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
