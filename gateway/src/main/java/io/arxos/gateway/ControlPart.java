package io.arxos.gateway;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.ControlCycle;
import io.arxos.gateway.control.ControlHealth;
import io.arxos.gateway.control.ControlPlan;
import io.arxos.gateway.control.ControlSeams;
import io.arxos.gateway.control.ControlThread;
import io.arxos.gateway.control.DriverWriter;
import io.arxos.gateway.control.FileHoldStore;
import io.arxos.gateway.control.Surroundings;
import io.arxos.gateway.journal.Inbox;
import io.arxos.gateway.sampling.Devices;
import io.arxos.gateway.sampling.PointPublisher;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The control cycle with the threads that it needs: one for the cycle, one that saves what is in
/// hand, and a virtual one for each call to a device.
final class ControlPart implements AutoCloseable {
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService saving =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("holds").factory());
  private final ControlCycle cycle;
  private final ControlThread thread;

  /// What control reads, where it tells, and where it writes.
  record Around(Surroundings sees, PointPublisher tells, Inbox journal, Devices writes) {}

  private ControlPart(
      GatewayConfig config, Site site, Clock clock, Around around, Consumer<Throwable> broken) {
    cycle =
        new ControlCycle(
            ControlPlan.of(site),
            new ControlSeams(
                clock,
                around.sees(),
                around.tells(),
                new DriverWriter(site, around.writes().running()),
                around.journal(),
                new FileHoldStore(config.data()),
                calls,
                saving));
    thread = ControlThread.start(cycle, config.control().cycle(), broken);
  }

  static ControlPart start(
      GatewayConfig config, Site site, Clock clock, Around around, Consumer<Throwable> broken) {
    return new ControlPart(config, site, clock, around, broken);
  }

  Commands commands() {
    return cycle.commands();
  }

  ControlHealth health() {
    return cycle.health();
  }

  /// The outputs go where their tables say for a process that ends.
  @Override
  public void close() {
    thread.close();
    saving.close();
    calls.shutdownNow();
  }
}
