package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Status;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts events into the alarm lane of the journal. Never waits for it: control goes on when the
/// journal is slow or gone.
final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final Inbox journal;
  private final PointId control;
  private long refused;

  /// @param control the point of events that have none of their own
  EventLog(Inbox journal, PointId control) {
    this.journal = journal;
    this.control = control;
  }

  void tell(Moment now, Event event) {
    tell(now, control, event);
  }

  void tell(Moment now, PointId point, Event event) {
    LOG.info("{} {}", point, event.text().value());
    var answer = offer(now, point, event, false);
    if (answer.isCompletedExceptionally()
        || answer.getNow(Acceptance.DURABLE) == Acceptance.REFUSED) {
      refused++;
      LOG.warn("the journal did not take {} events so far; they stand in this log only", refused);
    }
  }

  /// An event that must be durable before anything is done.
  CompletableFuture<Acceptance> record(Moment now, PointId point, Event event) {
    LOG.info("{} {}", point, event.text().value());
    return offer(now, point, event, true);
  }

  private CompletableFuture<Acceptance> offer(
      Moment now, PointId point, Event event, boolean awaited) {
    var sample =
        new Sample(point, event.text(), Status.OK, 0, "", now.wallMicros(), now.nanos() / 1_000);
    return journal.offer(Lane.ALARM, List.of(sample), awaited);
  }
}
