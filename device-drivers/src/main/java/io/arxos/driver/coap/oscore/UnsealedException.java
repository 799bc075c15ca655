package io.arxos.driver.coap.oscore;

/// A message could not be protected, so that it was not sent.
public final class UnsealedException extends Exception {
  private static final long serialVersionUID = 1;

  UnsealedException(String message, Throwable cause) {
    super(message, cause);
  }
}
