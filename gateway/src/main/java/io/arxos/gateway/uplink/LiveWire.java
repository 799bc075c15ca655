package io.arxos.gateway.uplink;

import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.edge.v1.Sample;
import io.arxos.gateway.sampling.ProcessImage.Current;

/// A latest value as a message.
final class LiveWire {
  private LiveWire() {}

  static Sample of(Current current) {
    var message =
        Sample.newBuilder()
            .setPoint(current.point().path())
            .setTimeUs(current.wallMicros())
            .setStatus(status(current.status()))
            .setOverridden(current.overridden())
            .setReason(current.reason());
    Value value = current.value();
    // As in a sample: with a bad status there is no value, only the reason.
    if (value != null && current.status() == Status.OK) {
      message.setValue(ValueWire.of(value));
    }
    return message.build();
  }

  private static io.arxos.edge.v1.Status status(Status status) {
    return switch (status) {
      case OK -> io.arxos.edge.v1.Status.STATUS_OK;
      case STALE -> io.arxos.edge.v1.Status.STATUS_STALE;
      case DOWN -> io.arxos.edge.v1.Status.STATUS_DOWN;
      case FAULT -> io.arxos.edge.v1.Status.STATUS_FAULT;
      case DISABLED -> io.arxos.edge.v1.Status.STATUS_DISABLED;
      case UNKNOWN -> io.arxos.edge.v1.Status.STATUS_UNKNOWN;
    };
  }
}
