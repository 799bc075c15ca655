package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arxos.gateway.journal.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/// Several threads leave events and wake the uplink; two close it, perhaps while it starts.
/// Whatever the order: every event is worked on without waiting for the thread to look up by
/// itself, the end comes once, and nothing is worked on after it.
final class UplinkThreadRaceTest {
  private static final int ROUNDS = 1_000;
  private static final int CALLERS = 3;
  private static final int EVENTS = 8;
  private static final long NEVER_MILLIS = Duration.ofHours(1).toMillis();
  private static final long ASLEEP_SECONDS_MAX = 20;

  /// What is used of a thread.
  interface Subject {
    void start();

    void wake();

    void close();
  }

  private interface Maker {
    Subject of(IntSupplier work, Runnable end);
  }

  @Test
  void wakesForEveryEventAndEndsOnce() throws Exception {
    assertEquals("", firstProblem(UplinkThreadRaceTest::real, ASLEEP_SECONDS_MAX));
  }

  @Test
  void closedBeforeItStartsEndsOnceAndNeverWorks() throws Exception {
    var ends = new AtomicInteger();
    var works = new AtomicInteger();
    var thread = new UplinkThread(works::incrementAndGet, ends::incrementAndGet, NEVER_MILLIS);
    thread.close();
    thread.start();
    thread.close();
    assertEquals(1, ends.get());
    assertEquals(0, works.get());
  }

  @Test
  void threadThatSleepsThroughACallIsFound() throws Exception {
    assertNotEquals("", firstProblem(SleepyThread::new, 1));
  }

  @Test
  void threadThatEndsTwiceIsFound() throws Exception {
    assertNotEquals("", firstProblem(UplinkThreadRaceTest::endingTwice, ASLEEP_SECONDS_MAX));
  }

  private static Subject real(IntSupplier work, Runnable end) {
    return over(new UplinkThread(work, end, NEVER_MILLIS), () -> {});
  }

  private static Subject endingTwice(IntSupplier work, Runnable end) {
    return over(new UplinkThread(work, end, NEVER_MILLIS), end);
  }

  private static Subject over(UplinkThread thread, Runnable afterClose) {
    return new Subject() {
      @Override
      public void start() {
        thread.start();
      }

      @Override
      public void wake() {
        thread.wake();
      }

      @Override
      public void close() {
        thread.close();
        afterClose.run();
      }
    };
  }

  private static String firstProblem(Maker maker, long asleepSecondsMax) throws Exception {
    try (var race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String problem = new Scene(maker).run(race, asleepSecondsMax);
        if (!problem.isEmpty()) {
          return "round " + round + ": " + problem;
        }
      }
    }
    return "";
  }

  private static final class Scene {
    private final Queue<Integer> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch worked = new CountDownLatch(CALLERS * EVENTS);
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final Subject subject;

    Scene(Maker maker) {
      subject = maker.of(this::work, ends::incrementAndGet);
    }

    private int work() {
      if (ends.get() > 0) {
        late.incrementAndGet();
      }
      int done = 0;
      while (events.poll() != null) {
        worked.countDown();
        done++;
      }
      return done;
    }

    String run(Race race, long asleepSecondsMax) throws Exception {
      List<Race.Part> parts = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        parts.add(this::call);
      }
      parts.add(() -> {
        subject.start();
        return "";
      });
      String wrong = race.run(parts);
      if (!worked.await(asleepSecondsMax, TimeUnit.SECONDS)) {
        subject.close();
        return worked.getCount() + " events were slept through";
      }
      Race.Part close =
          () -> {
            subject.close();
            return ends.get() == 1 ? "" : ends + " ends when close returned";
          };
      Race.Part startAgain =
          () -> {
            subject.start();
            return "";
          };
      wrong += race.run(List.of(close, close, startAgain, this::call));
      wrong += ends.get() == 1 ? "" : ends + " ends";
      return wrong + (late.get() == 0 ? "" : "worked after the end");
    }

    private String call() {
      for (int i = 0; i < EVENTS; i++) {
        events.add(i);
        subject.wake();
        Thread.onSpinWait();
      }
      return "";
    }
  }

  /// Only listens for calls once it has lain down.
  private static final class SleepyThread implements Subject {
    private final IntSupplier work;
    private final Runnable end;
    private final Object bed = new Object();
    private boolean called;
    private boolean asleep;
    private boolean stopping;
    private boolean over;

    SleepyThread(IntSupplier work, Runnable end) {
      this.work = work;
      this.end = end;
    }

    @Override
    public void start() {
      synchronized (bed) {
        if (over || stopping) {
          return;
        }
      }
      Thread.ofPlatform().daemon().start(this::run);
    }

    @Override
    public void wake() {
      synchronized (bed) {
        if (asleep) {
          called = true;
          bed.notifyAll();
        }
      }
    }

    @Override
    public void close() {
      synchronized (bed) {
        stopping = true;
        called = true;
        bed.notifyAll();
        if (!over) {
          over = true;
          end.run();
        }
      }
    }

    private void run() {
      while (true) {
        int done = work.getAsInt();
        synchronized (bed) {
          if (stopping) {
            return;
          }
          asleep = done == 0;
          while (asleep && !called) {
            try {
              bed.wait();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return;
            }
          }
          asleep = false;
          called = false;
        }
      }
    }
  }
}
