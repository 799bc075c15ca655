package io.arxos.cloud.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Links that log one person in, once, within a day. Made by whoever can read the signing key: on
/// the machine itself, by `arxos cloud login`.
public final class LoginLinks {
  public static final Duration VALID = Duration.ofHours(24);
  static final int NONCE_BYTES = 16;
  static final int USER_CHARACTERS_MAX = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// What a link turned out to be.
  public sealed interface Outcome {
    /// Good, and now used.
    record Welcome(String user) implements Outcome {}

    /// Genuine, and no longer good.
    record Used() implements Outcome {}

    /// Genuine, and too old.
    record Expired(Instant at) implements Outcome {}

    /// Not made by this cloud, or damaged on the way.
    record Unknown() implements Outcome {}
  }

  private final Signer signer;
  private final UsedLinks used;

  /// @param signer opened for the purpose `login`
  public LoginLinks(Signer signer, UsedLinks used) {
    this.signer = signer;
    this.used = used;
  }

  /// A token for `/login?once=…`.
  ///
  /// @param user what the person is called on the page and in the reasons of their commands
  public static String make(Signer signer, String user, Instant now) {
    if (user.isBlank() || user.length() > USER_CHARACTERS_MAX) {
      throw new IllegalArgumentException("a name has 1 to " + USER_CHARACTERS_MAX + " characters");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    return signer.seal(
        ByteBuffer.allocate(NONCE_BYTES + Long.BYTES + name.length)
            .put(nonce)
            .putLong(now.plus(VALID).getEpochSecond())
            .put(name)
            .array());
  }

  /// Uses a link up. Blocks for the store.
  public Outcome use(String token, Instant now) {
    Optional<byte[]> payload = signer.open(token);
    if (payload.isEmpty() || payload.get().length < NONCE_BYTES + Long.BYTES) {
      return new Outcome.Unknown();
    }
    ByteBuffer bytes = ByteBuffer.wrap(payload.get());
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    Instant until = Instant.ofEpochSecond(bytes.getLong());
    if (!now.isBefore(until)) {
      return new Outcome.Expired(until);
    }
    String user = StandardCharsets.UTF_8.decode(bytes).toString();
    return used.take(HexFormat.of().formatHex(nonce), until, now)
        ? new Outcome.Welcome(user)
        : new Outcome.Used();
  }
}
