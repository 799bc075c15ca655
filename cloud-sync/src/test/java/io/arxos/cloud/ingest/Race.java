package io.arxos.cloud.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Lets the parts of a scene begin at the same instant, each on a thread of its own, again and
/// again.
final class Race implements AutoCloseable {
  private static final long MINUTES_MAX = 2;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  /// One part; what it returns is what it found wrong, "" for nothing.
  interface Part {
    String run() throws Exception;
  }

  /// Runs them and waits for all.
  ///
  /// @return the first thing that was wrong; "" for nothing
  String run(List<Part> parts) throws Exception {
    var start = new CyclicBarrier(parts.size());
    List<Callable<String>> begun = new ArrayList<>();
    for (Part part : parts) {
      begun.add(() -> {
        start.await(MINUTES_MAX, TimeUnit.MINUTES);
        return part.run();
      });
    }
    String wrong = "";
    List<Future<String>> ended = begun.stream().map(threads::submit).toList();
    for (Future<String> one : ended) {
      String its = one.get(MINUTES_MAX, TimeUnit.MINUTES);
      wrong = wrong.isEmpty() ? its : wrong;
    }
    return wrong;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
