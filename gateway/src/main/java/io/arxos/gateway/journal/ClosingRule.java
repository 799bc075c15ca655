package io.arxos.gateway.journal;

import java.nio.file.Path;
import java.time.Duration;

/// When a block is closed. A block that is full closes at once.
///
/// @param awaited after the first reading whose source waits for the answer
/// @param quiet sooner, when nothing more has come for this long, or for as long as the block has
///   gathered if that is longer: the source's window is full
/// @param unhurried after the first reading when nobody waits
public record ClosingRule(Duration awaited, Duration quiet, Duration unhurried) {
  /// A disk that takes an fsync in a millisecond.
  public static final ClosingRule PROMPT =
      new ClosingRule(Duration.ofMillis(20), Duration.ofMillis(2), Duration.ofMillis(250));

  /// A card that wears out with every sync.
  public static final ClosingRule SD_CARD =
      new ClosingRule(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

  /// The rule for the disk that a folder lies on.
  public static ClosingRule of(Path folder) {
    return of(BlockDevice.under(folder));
  }

  static ClosingRule of(BlockDevice device) {
    return device.isCard() ? SD_CARD : PROMPT;
  }
}
