package io.arxos.cloud.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals small payloads into tokens that only this cloud can have made (HMAC-SHA256, RFC 2104), and
/// opens them again. Each purpose has a key of its own, derived from one secret file, so that a
/// token made for one purpose opens for no other. Safe for any thread.
public final class Signer {
  static final String FILE = "signing.key";
  private static final int KEY_BYTES = 32;
  private static final int TAG_BYTES = 32;
  private static final int TOKEN_CHARACTERS_MAX = 8_192;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  Signer(byte[] secret, String purpose) {
    key = hmac(secret, ("arxos " + purpose).getBytes(StandardCharsets.UTF_8));
  }

  /// Reads the signing key of a data folder, making it at the first call.
  ///
  /// @param purpose what the tokens are for, such as `cursor`
  public static Signer open(Path keys, String purpose) throws AccessProblem {
    Path file = keys.resolve(FILE);
    KeyFiles.folder(keys);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      try {
        KeyFiles.secret(file, fresh);
      } catch (AccessProblem e) {
        if (!e.isConflict()) {
          throw e;
        } // another process made it in this moment: theirs is as good
      }
    }
    byte[] secret = KeyFiles.read(file);
    if (secret.length != KEY_BYTES) {
      throw AccessProblem.wrong(
          file + " is damaged (it must have 32 bytes); delete it, and everybody logs in again");
    }
    return new Signer(secret, purpose);
  }

  /// A token for URLs, cookies and headers: base64url(payload and tag), no padding.
  public String seal(byte[] payload) {
    byte[] tag = hmac(key, payload);
    byte[] all = Arrays.copyOf(payload, payload.length + TAG_BYTES);
    System.arraycopy(tag, 0, all, payload.length, TAG_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// The payload of a token that [#seal] made with the same key; empty for anything else.
  public Optional<byte[]> open(String token) {
    if (token.length() > TOKEN_CHARACTERS_MAX) {
      return Optional.empty();
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (all.length < TAG_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(all, all.length - TAG_BYTES);
    byte[] tag = Arrays.copyOfRange(all, payload.length, all.length);
    return MessageDigest.isEqual(tag, hmac(key, payload)) ? Optional.of(payload) : Optional.empty();
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
