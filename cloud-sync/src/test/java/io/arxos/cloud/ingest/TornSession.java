package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.LaneKey;
import org.jspecify.annotations.Nullable;

/// A session with a fault that only shows when two threads meet: the control of [SessionRaceTest].
final class TornSession implements SessionRaceTest.Subject {
  enum Fault {
    /// Whether it has ended is looked up before the answer is made.
    LATE,
    /// What it has said last is looked up before the answer is made.
    BACK,
    /// The block that waits is looked up, and not taken.
    TWICE
  }

  private final LaneKey lane;
  private final Downlink to;
  private final Fault fault;
  private volatile LaneState.@Nullable Produced produced;
  private volatile long committed;
  private volatile boolean ended;

  TornSession(LaneKey lane, Downlink to, Fault fault) {
    this.lane = lane;
    this.to = to;
    this.fault = fault;
  }

  @Override
  public void produced(LaneState.Produced block) {
    produced = block;
  }

  @Override
  public void answer(Progress progress) {
    if (fault == Fault.LATE) {
      boolean over = ended;
      Thread.yield();
      if (!over) {
        synchronized (this) {
          acknowledge(progress.next(lane) - 1, committed);
        }
      }
      return;
    }
    long said = committed;
    if (fault == Fault.BACK) {
      Thread.yield();
    }
    synchronized (this) {
      if (!ended) {
        acknowledge(progress.next(lane) - 1, fault == Fault.BACK ? said : committed);
      }
    }
    LaneState.Produced block = produced;
    boolean passed = block != null && progress.positions().getOrDefault(0, 0L) > block.offset();
    Thread.yield();
    synchronized (this) {
      if (passed && !ended && (fault == Fault.TWICE || produced == block)) {
        to.nack(new Downlink.Nack(lane, progress.next(lane), 1, ""));
        if (fault != Fault.TWICE) {
          produced = null;
        }
      }
    }
  }

  private void acknowledge(long now, long before) {
    if (now > before) {
      committed = now;
      to.ack(new Downlink.Ack(lane, now, now, 1, 0));
    }
  }

  @Override
  public synchronized void end(Downlink.End why) {
    ended = true;
    to.end(why);
  }

  @Override
  public synchronized void gone() {
    ended = true;
  }
}
