package io.arxos.cloud.live;

import io.arxos.cloud.live.LogItem.Lane;
import java.util.List;

/// One message to a subscriber.
public sealed interface Delivery {
  /// The opening picture: the newest sample of each point. One per gateway; one without samples, of
  /// the gateway "", when nothing is known yet.
  record Latest(String gateway, List<LiveSample> samples) implements Delivery {}

  /// @param ingestedUs when the cloud took them in, UTC microseconds
  record Samples(Lane lane, long ingestedUs, List<LiveSample> samples) implements Delivery {}

  /// Newest values of points whose samples are still on their way from the gateway. Not samples:
  /// not stored, without identity, and not in order with the samples that follow.
  record Unstored(String gateway, List<LiveSample> values) implements Delivery {}

  /// @param toUs exclusive; 0 while open
  record Gap(String gateway, long fromUs, long toUs, String reason, boolean willBackfill)
      implements Delivery {}

  /// A stretch that was missing has arrived.
  record Backfilled(String gateway, long fromUs, long toUs) implements Delivery {}

  /// Everything that was in the log when the subscription began has been sent.
  record CaughtUp() implements Delivery {}
}
