package io.arxos.driver;

/// A driver could not be opened at all: a wrong address, a missing library. Devices that do not
/// answer are not an exception; they give [Reading.Bad].
public final class DriverException extends Exception {
  private static final long serialVersionUID = 1L;

  public DriverException(String message) {
    super(message);
  }

  public DriverException(String message, Throwable cause) {
    super(message, cause);
  }
}
