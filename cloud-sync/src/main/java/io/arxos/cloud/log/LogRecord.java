package io.arxos.cloud.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One record as it lies in the log.
///
/// @param epoch of the leader that wrote it, if known
/// @param content what [LoggedBlock] makes of it may be nothing: the log keeps any bytes
public record LogRecord(int partition, long offset, Optional<Integer> epoch, Content content) {

  /// @param key the gateway, UTF-8
  /// @param header null when there is none
  public record Content(byte[] key, byte @Nullable [] header, byte[] value) {}
}
