package io.arxos.cloud.log;

import java.util.Comparator;

/// One sequence of samples. Ordered, so that whoever locks several locks them in the same order.
///
/// @param lane 1 alarm, 2 telemetry
public record LaneKey(String gateway, IncarnationId incarnation, int lane)
    implements Comparable<LaneKey> {
  public static final int ALARM = 1;
  public static final int TELEMETRY = 2;

  private static final Comparator<LaneKey> ORDER =
      Comparator.comparing(LaneKey::gateway)
          .thenComparing(LaneKey::incarnation)
          .thenComparingInt(LaneKey::lane);

  @Override
  public int compareTo(LaneKey other) {
    return ORDER.compare(this, other);
  }

  /// The lane's word.
  public String laneName() {
    return lane == ALARM ? "alarm" : "telemetry";
  }
}
