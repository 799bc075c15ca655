package io.arxos.bench;

import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Sample;
import io.arxos.gateway.uplink.GatewayFacts;
import io.arxos.gateway.uplink.SiteModelMessage;
import io.arxos.gateway.uplink.Uplink;
import io.arxos.gateway.uplink.UplinkConfig;
import io.arxos.gateway.uplink.UplinkSeams;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Journal and uplink of a gateway in a process of their own, as its drivers and control are not
/// what is measured: 50 samples a second go on, and an alarm each second. Says on its output when
/// the uplink begins and when an alarm is journaled; ends with its input.
final class SyncGateway {
  static final String BUILDING = "bench";
  static final String ID = "bench-1";

  private SyncGateway() {}

  /// @param arguments the journal's folder, the folder of the keys, the cloud's port
  public static void main(String[] arguments) throws Exception {
    Path keys = Path.of(arguments[1]);
    var way =
        new UplinkConfig(
            "localhost",
            Integer.parseInt(arguments[2]),
            keys.resolve("ca.pem"),
            keys.resolve("certificate.pem"),
            keys.resolve("key.pem"),
            UplinkConfig.KEEP);
    Journal journal = SyncBacklog.open(Path.of(arguments[0]));
    var timer = Executors.newSingleThreadScheduledExecutor();
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system());
    var model = SiteModelMessage.of(SyncModelWire.of(BUILDING, SyncBacklog.POINTS));
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            new NoCommands(),
            () -> new GatewayFacts(true, 1, 0, SyncBacklog.POINTS, 0, "bench"),
            () -> model);
    try (journal;
        writer;
        var uplink = Uplink.create(way, seams, Clock.system(), new SecureRandom())) {
      writer.start();
      say("begin " + journal.current().incarnation());
      uplink.start();
      var source = new Source(writer, () -> uplink.state().connected());
      timer.scheduleAtFixedRate(
          source::sample, 0, SyncBacklog.PERIOD_MICROS, TimeUnit.MICROSECONDS);
      timer.scheduleAtFixedRate(source::alarm, 500, 1_000, TimeUnit.MILLISECONDS);
      while (System.in.read() >= 0) {
        // Until the bench has ended.
      }
      timer.shutdownNow();
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /// What goes on while the backlog drains.
  private static final class Source {
    private final JournalWriter journal;
    private final SyncBacklog values = new SyncBacklog();
    private final BooleanSupplier connected;
    private int samples;
    private int alarms;

    Source(JournalWriter journal, BooleanSupplier connected) {
      this.journal = journal;
      this.connected = connected;
    }

    void sample() {
      int point = samples++ % SyncBacklog.POINTS;
      journal.offer(Lane.TELEMETRY, List.of(of(point, new Value.Num(values.next(point)))), false);
    }

    /// One that waits for the connection would say nothing about the drain.
    void alarm() {
      if (!connected.getAsBoolean()) {
        return;
      }
      int number = ++alarms;
      journal
          .offer(Lane.ALARM, List.of(of(0, new Value.Text("alarm " + number))), true)
          .thenAccept(answer -> {
            if (answer == Acceptance.DURABLE) {
              say("alarm " + number + " " + Clock.system().wallMicros());
            }
          });
    }

    private static Sample of(int point, Value value) {
      long micros = Clock.system().wallMicros();
      var id = new PointId(SyncModelWire.point(BUILDING, point));
      return new Sample(id, value, Status.OK, 0, "", micros, System.nanoTime() / 1_000);
    }
  }
}
