package io.arxos.cloud.live;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import org.jspecify.annotations.Nullable;

/// A sample as a subscriber sees it.
///
/// @param timeUs UTC microseconds by the gateway's clock
/// @param value null when there is only a status
/// @param status byte as in a block: wire number in the low three bits, flags above
/// @param reason why the status is not ok; "" when it is
public record LiveSample(
    String point,
    long timeUs,
    @Nullable PointValue value,
    int status,
    String reason,
    long sequence) {

  static LiveSample of(Columns columns, int row, long sequence) {
    PointValue value =
        switch (columns.kind(row)) {
          case NONE -> null;
          case NUMBER -> new PointValue.Num(columns.number(row));
          case INTEGER -> new PointValue.Int(columns.integer(row));
          case BOOLEAN -> new PointValue.Bool(columns.bool(row));
          case TEXT -> new PointValue.Text(columns.text(row));
        };
    return new LiveSample(
        columns.point(row),
        columns.wallMicros(row),
        value,
        columns.status(row),
        columns.reason(row),
        sequence);
  }

  /// The building the point belongs to: the first segment of its path.
  String building() {
    int slash = point.indexOf('/');
    return slash < 0 ? point : point.substring(0, slash);
  }
}
