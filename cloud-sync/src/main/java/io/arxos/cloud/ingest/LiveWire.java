package io.arxos.cloud.ingest;

import io.arxos.block.Columns;
import io.arxos.cloud.live.LiveSample;
import io.arxos.edge.v1.Live;
import io.arxos.edge.v1.Sample;
import io.arxos.edge.v1.Status;
import java.util.List;

/// Latest values that a gateway tells ahead of its samples, in the cloud's own records.
final class LiveWire {
  private LiveWire() {}

  /// Only what is of the gateway's own building.
  static List<LiveSample> of(Live live, String building) {
    String prefix = building + "/";
    return live.getValuesList().stream()
        .filter(value -> value.getPoint().startsWith(prefix))
        .map(LiveWire::of)
        .toList();
  }

  private static LiveSample of(Sample value) {
    Status said = value.getStatus();
    int status = said == Status.UNRECOGNIZED ? Status.STATUS_UNKNOWN_VALUE : said.getNumber();
    return new LiveSample(
        value.getPoint(),
        value.getTimeUs(),
        value.hasValue() ? StateWire.value(value.getValue()) : null,
        status | (value.getOverridden() ? Columns.OVERRIDDEN : 0),
        value.getReason(),
        0);
  }
}
