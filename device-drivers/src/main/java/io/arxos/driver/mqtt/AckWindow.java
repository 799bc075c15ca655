package io.arxos.driver.mqtt;

import io.arxos.driver.ReadingSink.Acceptance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// The messages of one connection that wait to be acknowledged. Acknowledges in the order of
/// arrival, as MQTT demands, whatever the order in which they become durable. The first refusal
/// ends it: nothing after it is acknowledged on this connection. Safe for any thread.
final class AckWindow {
  private final IntConsumer acknowledge;
  private final Runnable refused;
  private final Deque<Waiting> waiting = new ArrayDeque<>(); // guarded by this
  private boolean over; // guarded by this
  private boolean acknowledged; // guarded by this

  private record Waiting(int messageId, CompletableFuture<Acceptance> outcome) {}

  /// @param acknowledge must not block
  /// @param refused told once; must not block
  AckWindow(IntConsumer acknowledge, Runnable refused) {
    this.acknowledge = acknowledge;
    this.refused = refused;
  }

  void add(int messageId, CompletableFuture<Acceptance> outcome) {
    synchronized (this) {
      if (!over) {
        waiting.addLast(new Waiting(messageId, outcome));
      }
    }
    outcome.whenComplete((_, _) -> settle());
  }

  /// From now on nothing is acknowledged.
  synchronized void close() {
    over = true;
    waiting.clear();
  }

  /// Whether anything was ever acknowledged.
  synchronized boolean acknowledged() {
    return acknowledged;
  }

  private synchronized void settle() {
    while (!over && !waiting.isEmpty() && waiting.getFirst().outcome().isDone()) {
      Waiting first = waiting.removeFirst();
      if (durable(first.outcome())) {
        acknowledge.accept(first.messageId());
        acknowledged = true;
      } else {
        close();
        refused.run();
      }
    }
  }

  private static boolean durable(CompletableFuture<Acceptance> outcome) {
    return !outcome.isCompletedExceptionally()
        && outcome.getNow(Acceptance.REFUSED) == Acceptance.DURABLE;
  }
}
