package io.arxos.gateway.control;

import static io.arxos.gateway.control.TestBuilding.FAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Clock;
import io.arxos.driver.Value.Bool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The cycle on its real thread, with real clocks and virtual threads for the devices.
final class ControlThreadTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int SECONDS_MAX = 30;

  // With an hour between cycles, only the wake-up of an arriving command can carry it out.
  @Test
  void aCommandDoesNotWaitForTheNextCycle() throws Exception {
    var building = new TestBuilding();
    building.clock = Clock.system();
    var applied = new CountDownLatch(1);
    var cycle = building.cycle();
    try (var _ = ControlThread.start(cycle, LONG, ControlThreadTest::fail)) {
      cycle
          .commands()
          .submit(
              TestBuilding.order("c-1", FAN, new Bool(true), 9),
              update -> {
                if (update.state() == CommandUpdate.State.VERIFIED) {
                  applied.countDown();
                }
              });
      assertTrue(applied.await(SECONDS_MAX, TimeUnit.SECONDS));
    }
    assertEquals(0, building.device(FAN), "stopped: off");
  }

  @Test
  void closingWaitsForADeviceButNotForEver() throws Exception {
    var building = new TestBuilding();
    building.clock = Clock.system();
    var never = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Executor hanging =
          task ->
              threads.execute(() -> {
                await(never);
                task.run();
              });
      building.calls = hanging;
      ControlThread.start(building.cycle(), LONG, ControlThreadTest::fail).close();
      assertTrue(Double.isNaN(building.device(FAN)), "control: the device never answered");
      never.countDown();
    }
  }

  @Test
  void aBrokenInvariantIsToldAndEndsTheThread() throws Exception {
    var building = new TestBuilding();
    building.clock = Clock.system();
    building.calls =
        _ -> {
          throw new IllegalStateException("broken");
        };
    var told = new CompletableFuture<Throwable>();
    try (var _ = ControlThread.start(building.cycle(), LONG, told::complete)) {
      assertEquals("broken", told.get(SECONDS_MAX, TimeUnit.SECONDS).getMessage());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(Throwable broken) {
    throw new AssertionError("control broke", broken);
  }
}
