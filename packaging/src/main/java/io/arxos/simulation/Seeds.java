package io.arxos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Runs many worlds, each in one thread, some beside each other.
public final class Seeds {
  private final Mutant mutant;
  private final int threads;

  /// @param threads how many worlds at once
  public Seeds(Mutant mutant, int threads) {
    this.mutant = mutant;
    this.threads = threads;
  }

  /// @param failed the first world in which something was wrong, and what
  public record Sum(
      long seeds,
      long accepted,
      long stored,
      long inLedger,
      long gone,
      long lost,
      long doubled,
      Map<String, Long> counts,
      List<String> failed,
      long firstFailedSeed) {}

  /// Runs seeds in order until one fails, or all are done.
  ///
  /// @param stop whether the first failure ends it
  public Sum run(long first, long count, boolean stop) {
    var next = new AtomicLong(first);
    var outcomes = new ArrayList<Tally>();
    Callable<Tally> worker =
        () -> {
          var tally = new Tally();
          long seed = next.getAndIncrement();
          while (seed < first + count && !(stop && tally.hasFailed())) {
            tally.add(Simulation.run(World.Plan.of(seed, mutant, false)));
            if (stop && tally.hasFailed()) {
              next.set(first + count);
            }
            seed = next.getAndIncrement();
          }
          return tally;
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var done : pool.invokeAll(java.util.Collections.nCopies(threads, worker))) {
        outcomes.add(done.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world ended in an error", e.getCause());
    }
    return Tally.sum(outcomes);
  }

  /// One world with every step kept.
  static Outcome traced(long seed, Mutant mutant) {
    return Simulation.run(World.Plan.of(seed, mutant, true));
  }

  /// What one thread has seen.
  private static final class Tally {
    private final long[] sums = new long[7];
    private final Map<String, Long> counts = new TreeMap<>();
    private final TreeMap<Long, List<String>> failed = new TreeMap<>();

    void add(Outcome outcome) {
      long[] of = {
        1,
        outcome.accepted(),
        outcome.stored(),
        outcome.inLedger(),
        outcome.gone(),
        outcome.lost(),
        outcome.doubled()
      };
      for (int i = 0; i < of.length; i++) {
        sums[i] += of[i];
      }
      outcome.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
      if (!outcome.violations().isEmpty()) {
        failed.put(outcome.seed(), outcome.violations());
      }
    }

    boolean hasFailed() {
      return !failed.isEmpty();
    }

    static Sum sum(List<Tally> tallies) {
      var all = new Tally();
      for (var tally : tallies) {
        for (int i = 0; i < all.sums.length; i++) {
          all.sums[i] += tally.sums[i];
        }
        tally.counts.forEach((kind, count) -> all.counts.merge(kind, count, Long::sum));
        all.failed.putAll(tally.failed);
      }
      var said = new ArrayList<String>();
      all.failed.forEach(
          (seed, what) -> what.forEach(one -> said.add("seed " + seed + ", " + one)));
      long[] s = all.sums;
      return new Sum(
          s[0],
          s[1],
          s[2],
          s[3],
          s[4],
          s[5],
          s[6],
          all.counts,
          said,
          all.failed.isEmpty() ? -1 : all.failed.firstKey());
    }
  }
}
