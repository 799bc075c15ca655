package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Says once when an output does not do what it was told, and once when it does again. A write that
/// fails is an alarm only when it goes on failing: at the start, connections are still being made.
final class OutputAlarms {
  static final long FAILING_NANOS_MIN = TimeUnit.SECONDS.toNanos(10);

  private final EventLog log;
  private final Map<PointId, String> raised = new HashMap<>();

  OutputAlarms(EventLog log) {
    this.log = log;
  }

  void look(Outputs outputs, Moment now) {
    for (OutputChannel channel : outputs.channels()) {
      switch (channel.state()) {
        case OutputState.Mismatch mismatch ->
            raise(
                channel.id(),
                "mismatch",
                "written "
                    + Words.of(mismatch.value())
                    + ", but the device reads "
                    + Words.of(mismatch.read()),
                now);
        case OutputState.Failed _ when channel.failingFor(now.nanos()) < FAILING_NANOS_MIN -> {}
        case OutputState.Failed failed ->
            raise(
                channel.id(),
                "output-failed",
                Words.of(failed.value()) + " could not be written: " + failed.reason(),
                now);
        case OutputState.Confirmed _, OutputState.Unverifiable _ -> clear(channel.id(), now);
        case OutputState.Untouched _, OutputState.Writing _, OutputState.Settling _ -> {}
      }
    }
  }

  int raised() {
    return raised.size();
  }

  private void raise(PointId output, String event, String detail, Moment now) {
    if (!event.equals(raised.put(output, event))) {
      log.tell(now, output, Event.of(event, detail));
    }
  }

  private void clear(PointId output, Moment now) {
    String was = raised.remove(output);
    if (was != null) {
      log.tell(now, output, Event.of("output-restored", "after " + was));
    }
  }
}
