package io.arxos.gateway.journal;

import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What waits in one lane. Guarded by the writer's lock.
final class LaneQueue {
  static final int BLOCK_SAMPLES_MAX = 500;
  static final int BLOCK_BYTES_MAX = 64 << 10;

  // Samples of one block were offered within seconds: when their times are further apart, the clock
  // was set in between, and the block would seem to cover what it does not.
  private static final long CLOCK_STEP_MICROS_MIN = 60_000_000;

  // What a sample takes in a block at most, besides its texts.
  private static final int SAMPLE_BYTES = 32;

  private static final long NONE = Long.MAX_VALUE;

  /// @param answer completes with the last sample of the offer
  private record Offer(
      List<Sample> samples, CompletableFuture<Acceptance> answer, boolean awaited) {}

  /// Samples of one block.
  ///
  /// @param answers due when it is synced
  /// @param begun of the offer whose rest comes with a later block; null when there is none
  record Taken(
      List<Sample> samples,
      List<CompletableFuture<Acceptance>> answers,
      @Nullable CompletableFuture<Acceptance> begun) {
    /// An offer is durable only when all of its blocks are, and refused with the first that is not.
    void answer(Acceptance acceptance) {
      answers.forEach(one -> one.complete(acceptance));
      if (begun != null && acceptance == Acceptance.REFUSED) {
        begun.complete(Acceptance.REFUSED);
      }
    }
  }

  private final ClosingRule rule;
  private final Deque<Offer> offers = new ArrayDeque<>();

  /// How many samples of the first offer were taken already.
  private int begun;

  private int samples;
  private long bytes;
  private long firstNanos = NONE;
  private long firstAwaitedNanos = NONE;
  private long lastNanos;

  LaneQueue(ClosingRule rule) {
    this.rule = rule;
  }

  int samples() {
    return samples;
  }

  CompletableFuture<Acceptance> add(List<Sample> more, boolean awaited, long now) {
    var answer = new CompletableFuture<Acceptance>();
    offers.add(new Offer(more, answer, awaited));
    samples += more.size();
    more.forEach(sample -> bytes += bytes(sample));
    firstNanos = Math.min(firstNanos, now);
    if (awaited) {
      firstAwaitedNanos = Math.min(firstAwaitedNanos, now);
    }
    lastNanos = now;
    return answer;
  }

  /// When the next block closes; `Long.MAX_VALUE` when nothing waits.
  long closesAtNanos() {
    if (samples == 0) {
      return NONE;
    }
    if (samples >= BLOCK_SAMPLES_MAX || bytes >= BLOCK_BYTES_MAX) {
      return firstNanos;
    }
    long unhurried = firstNanos + rule.unhurried().toNanos();
    if (firstAwaitedNanos == NONE) {
      return unhurried;
    }
    // As long as it has gathered, it may be quiet: a steady stream is not looked at every few
    // milliseconds.
    long gathered = lastNanos - firstAwaitedNanos;
    long quiet = lastNanos + Math.max(rule.quiet().toNanos(), gathered);
    long awaited = Math.min(firstAwaitedNanos + rule.awaited().toNanos(), quiet);
    return Math.min(unhurried, awaited);
  }

  /// The samples of one block.
  Taken take(long now) {
    List<Sample> block = new ArrayList<>(Math.min(samples, BLOCK_SAMPLES_MAX));
    List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
    long blockBytes = 0;
    while (!offers.isEmpty() && block.size() < BLOCK_SAMPLES_MAX) {
      Offer offer = offers.getFirst();
      Sample sample = offer.samples().get(begun);
      int size = bytes(sample);
      if (!block.isEmpty()
          && (blockBytes + size > BLOCK_BYTES_MAX || clockStepped(block.getLast(), sample))) {
        break;
      }
      block.add(sample);
      blockBytes += size;
      if (++begun == offer.samples().size()) {
        begun = 0;
        answers.add(offers.removeFirst().answer());
      }
    }
    samples -= block.size();
    bytes -= blockBytes;
    firstNanos = offers.isEmpty() ? NONE : now;
    firstAwaitedNanos = offers.stream().anyMatch(Offer::awaited) ? now : NONE;
    return new Taken(block, answers, begun == 0 ? null : offers.getFirst().answer());
  }

  private static boolean clockStepped(Sample before, Sample after) {
    return Math.abs(after.wallMicros() - before.wallMicros()) > CLOCK_STEP_MICROS_MIN;
  }

  private static int bytes(Sample sample) {
    int text = sample.value() instanceof Value.Text(String value) ? 3 * value.length() : 0;
    return SAMPLE_BYTES + text + sample.reason().length();
  }
}
