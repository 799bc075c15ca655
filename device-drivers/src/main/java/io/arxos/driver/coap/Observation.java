package io.arxos.driver.coap;

import io.arxos.driver.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Keeps one resource observed, on a thread of its own. Californium registers again by itself when
/// max-age has passed without a notification; this registers anew when that, too, got no answer.
final class Observation implements AutoCloseable {
  private static final Duration END_MAX = Duration.ofSeconds(2);
  private static final long POLL_SECONDS_MIN = 5;
  private static final long POLL_SECONDS_MAX = 300;

  private final CoapDevice device;
  private final Target target;
  private final Consumer<Answer> answers;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /// @param answers told everything that comes, and a silence once per outage; must not block
  Observation(CoapDevice device, Target target, Consumer<Answer> answers, RandomGenerator random) {
    this.device = device;
    this.target = target;
    this.answers = answers;
    this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random);
    this.thread = Thread.ofVirtual().name("coap-observe-" + target.path()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(END_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean silent = false;
      while (closed.getCount() > 0) {
        Answer last = observe();
        if (!(last instanceof Answer.Silence && silent)) {
          answers.accept(last);
        }
        silent = last instanceof Answer.Silence;
        closed.await(pause(last).toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Passes on what comes until no more will, and returns the last that came.
  private Answer observe() throws InterruptedException {
    var coming = new LinkedBlockingQueue<Answer>();
    Runnable end = device.observe(target, coming::add);
    try {
      while (true) {
        Answer answer = coming.take();
        if (answer instanceof Answer.Content(_, _, _, boolean observed) && observed) {
          backoff.reset();
          answers.accept(answer);
        } else {
          return answer;
        }
      }
    } finally {
      end.run();
    }
  }

  /// A resource that cannot be observed is asked again when its answer is no longer fresh.
  private Duration pause(Answer last) {
    return switch (last) {
      case Answer.Content(_, _, long maxAge, _) ->
          Duration.ofSeconds(Math.clamp(maxAge, POLL_SECONDS_MIN, POLL_SECONDS_MAX));
      case Answer.Refusal _, Answer.Silence _ -> backoff.next();
    };
  }
}
