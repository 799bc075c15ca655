package io.arxos.cloud.rpc;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.history.PointSeries;
import io.arxos.cloud.live.LiveSample;
import io.arxos.edge.v1.Sample;
import io.arxos.edge.v1.Status;
import io.arxos.edge.v1.Value;
import org.jspecify.annotations.Nullable;

/// A sample as other services get it.
final class SampleWire {
  private SampleWire() {}

  static Sample of(LiveSample sample) {
    Sample.Builder wire =
        Sample.newBuilder()
            .setPoint(sample.point())
            .setTimeUs(sample.timeUs())
            .setStatus(status(sample.status()))
            .setOverridden((sample.status() & Columns.OVERRIDDEN) != 0)
            .setOutOfService((sample.status() & Columns.OUT_OF_SERVICE) != 0)
            .setUncertainClock((sample.status() & Columns.UNCERTAIN_CLOCK) != 0)
            .setReason(sample.reason())
            .setSequence(sample.sequence());
    PointValue value = sample.value();
    if (value != null) {
      wire.setValue(of(value));
    }
    return wire.build();
  }

  static Sample of(PointSeries series, int index) {
    return of(
        new LiveSample(
            series.point(),
            series.timeUs(index),
            series.value(index),
            series.status(index),
            series.reason(index),
            series.sequence(index)));
  }

  private static Value of(PointValue value) {
    return switch (value) {
      case PointValue.Num(double number) -> Value.newBuilder().setNumber(number).build();
      case PointValue.Int(long number) -> Value.newBuilder().setInteger(number).build();
      case PointValue.Bool(boolean flag) -> Value.newBuilder().setBoolean(flag).build();
      case PointValue.Text(String text) -> Value.newBuilder().setText(text).build();
    };
  }

  private static Status status(int statusByte) {
    @Nullable Status status = Status.forNumber(statusByte & Columns.STATUS_MASK);
    return status == null ? Status.STATUS_UNKNOWN : status;
  }
}
