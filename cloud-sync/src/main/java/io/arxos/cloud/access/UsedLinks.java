package io.arxos.cloud.access;

import java.time.Instant;

/// Which login links have been used; shared by every copy of the cloud.
public interface UsedLinks {
  /// Marks a link as used.
  ///
  /// @param until when it would expire; may be forgotten after that
  /// @return false when it had been used before
  boolean take(String nonce, Instant until, Instant now);
}
