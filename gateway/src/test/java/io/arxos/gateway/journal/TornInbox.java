package io.arxos.gateway.journal;

import io.arxos.driver.ReadingSink.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// An inbox with a fault that only shows when two threads meet: the control of [InboxRaceTest].
final class TornInbox implements InboxRaceTest.Subject {
  enum Fault {
    /// What waits is read and replaced without a lock.
    NO_LOCK,
    /// Whether it has ended is looked up before the lock is taken.
    LATE,
    /// The answer comes with the offer.
    EARLY
  }

  private record Waiting(Lane lane, List<Sample> samples, CompletableFuture<Acceptance> answer) {}

  private final Journal journal;
  private final Fault fault;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile List<Waiting> waiting = List.of();
  private volatile boolean stopping;

  TornInbox(Journal journal, Fault fault) {
    this.journal = journal;
    this.fault = fault;
  }

  @Override
  public CompletableFuture<Acceptance> offer(Lane lane, List<Sample> samples, boolean awaited) {
    var answer = new CompletableFuture<Acceptance>();
    boolean late = stopping;
    if (fault == Fault.LATE) {
      Thread.yield();
    }
    enter();
    try {
      if (fault == Fault.LATE ? late : stopping) {
        answer.complete(Acceptance.REFUSED);
        return answer;
      }
      List<Waiting> more = new ArrayList<>(waiting);
      yieldWithoutLock();
      more.add(new Waiting(lane, samples, answer));
      waiting = more;
    } finally {
      leave();
    }
    if (fault == Fault.EARLY) {
      answer.complete(Acceptance.DURABLE);
    }
    return answer;
  }

  @Override
  public void work() {
    enter();
    List<Waiting> taken = waiting;
    yieldWithoutLock();
    waiting = List.of();
    leave();
    for (Waiting one : taken) {
      one.answer().complete(write(one) ? Acceptance.DURABLE : Acceptance.REFUSED);
    }
  }

  @Override
  public void close() {
    enter();
    stopping = true;
    leave();
    work();
  }

  private boolean write(Waiting one) {
    List<Sample> samples = one.samples();
    for (int from = 0; from < samples.size(); from += LaneQueue.BLOCK_SAMPLES_MAX) {
      int to = Math.min(samples.size(), from + LaneQueue.BLOCK_SAMPLES_MAX);
      var append = journal.append(one.lane(), SampleColumns.of(samples.subList(from, to)));
      if (!(append instanceof Append.Appended)) {
        return false;
      }
    }
    return true;
  }

  private void yieldWithoutLock() {
    if (fault == Fault.NO_LOCK) {
      Thread.yield();
    }
  }

  private void enter() {
    if (fault != Fault.NO_LOCK) {
      lock.lock();
    }
  }

  private void leave() {
    if (fault != Fault.NO_LOCK) {
      lock.unlock();
    }
  }
}
