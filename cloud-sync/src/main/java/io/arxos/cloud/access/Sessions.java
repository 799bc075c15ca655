package io.arxos.cloud.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Who is logged in: a signed cookie that names the person and the end of the session. Nothing is
/// kept on the server; a new signing key ends every session.
public final class Sessions {
  public static final String COOKIE = "arxos";
  public static final Duration VALID = Duration.ofDays(30);

  private final Signer signer;

  /// @param signer opened for the purpose `session`
  public Sessions(Signer signer) {
    this.signer = signer;
  }

  /// The cookie's value for a person who has just logged in.
  public String begin(String user, Instant now) {
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    return signer.seal(
        ByteBuffer.allocate(Long.BYTES + name.length)
            .putLong(now.plus(VALID).getEpochSecond())
            .put(name)
            .array());
  }

  /// The person a cookie stands for; empty when it is forged, damaged or over.
  public Optional<String> user(String cookie, Instant now) {
    return signer
        .open(cookie)
        .filter(payload -> payload.length > Long.BYTES)
        .map(ByteBuffer::wrap)
        .filter(bytes -> now.getEpochSecond() < bytes.getLong())
        .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
  }
}
