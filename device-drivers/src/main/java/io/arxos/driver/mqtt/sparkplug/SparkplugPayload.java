package io.arxos.driver.mqtt.sparkplug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payload of a message.
///
/// @param timestamp milliseconds since 1970 when it was sent; null when it does not say
/// @param seq null when there is none, as in a node's death
record SparkplugPayload(@Nullable Long timestamp, List<Metric> metrics, @Nullable Long seq) {
  static final String BD_SEQ = "bdSeq";

  /// The number of the session; null when the payload has none.
  @Nullable Long bdSeq() {
    for (Metric metric : metrics) {
      if (metric.name().equals(BD_SEQ) && metric.value() instanceof Raw.Whole(long bits)) {
        return bits;
      }
    }
    return null;
  }
}
