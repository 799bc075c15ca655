package io.arxos.gateway.uplink;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The building's description as it is sent: the bytes of a `SiteModel` message.
///
/// @param bytes of the message
/// @param hash SHA-256 of them
public record SiteModelMessage(byte[] bytes, byte[] hash) {
  public static SiteModelMessage of(byte[] bytes) {
    try {
      return new SiteModelMessage(bytes, MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
