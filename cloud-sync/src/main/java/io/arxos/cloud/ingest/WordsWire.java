package io.arxos.cloud.ingest;

import com.google.protobuf.ByteString;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.edge.v1.ClockQuality;
import io.arxos.edge.v1.GapRecord;
import io.arxos.edge.v1.IncarnationRange;
import io.arxos.edge.v1.Lane;

/// What a gateway says about its journal, in the cloud's own records. Every method throws
/// IllegalArgumentException with a line for the gateway's log when a message makes no sense.
final class WordsWire {
  private WordsWire() {}

  static Ledger.Announced announced(IncarnationRange one) {
    return new Ledger.Announced(
        id(one.getIncarnation()),
        one.getParent().isEmpty() ? null : id(one.getParent()),
        one.getParentLastAlarm(),
        one.getParentLastTelemetry(),
        one.getBootId(),
        one.getStartCounter(),
        one.getStartedUs(),
        clockNumber(one.getClock()),
        one.getFormatVersion());
  }

  static IncarnationId id(ByteString bytes) {
    return new IncarnationId(bytes.toByteArray());
  }

  static LaneKey lane(String gateway, ByteString incarnation, Lane lane) {
    int number =
        switch (lane) {
          case LANE_ALARM -> LaneKey.ALARM;
          case LANE_TELEMETRY -> LaneKey.TELEMETRY;
          case LANE_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("no such lane: " + lane);
        };
    return new LaneKey(gateway, id(incarnation), number);
  }

  static LoggedBlock.Place place(LaneKey lane, long first, long last) {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no sequences: " + first + " to " + last);
    }
    return new LoggedBlock.Place(lane, first, last);
  }

  static LoggedBlock gap(String gateway, GapRecord gap) {
    var lane = lane(gateway, gap.getIncarnation(), gap.getLane());
    return new LoggedBlock(
        place(lane, gap.getFirst(), gap.getLast()),
        LoggedBlock.Kind.GAP,
        gap.getReasonBytes().toByteArray(),
        gap.getFromUs(),
        gap.getToUs(),
        0);
  }

  private static int clockNumber(ClockQuality clock) {
    return clock == ClockQuality.UNRECOGNIZED ? 0 : clock.getNumber();
  }
}
