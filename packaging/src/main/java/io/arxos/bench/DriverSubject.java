package io.arxos.bench;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.MqttDriverFactory;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.SiteFile;
import io.arxos.gateway.sampling.ClockQuality;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The process that is measured: the driver, the sampler and the journal of a gateway, with nothing
/// else beside them. Each line of its input is answered by one of its output: `reset` forgets,
/// `report` says how many messages are durable and how long that took.
final class DriverSubject {
  private DriverSubject() {}

  /// @param arguments site file, port of the broker, folder of the journal
  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = Map.of("BENCH_PORT", arguments[1]);
    if (!(SiteFile.load(Path.of(arguments[0]), environment, List.of(new MqttDriverFactory()))
        instanceof SiteFile.Loaded(Site site))) {
      throw new IllegalStateException("the site of the bench is wrong");
    }
    var image = new ProcessImage(site.points().map(point -> point.id()).toList());
    var ages = new Ages();
    try (var journal = BenchJournal.open(Path.of(arguments[2]))) {
      var sampler =
          new Sampler(site, image, journal.writer(), Clock.system(), ClockQuality.trusted());
      Settings settings = site.drivers().getFirst().settings().open(DriverSubject::wrong);
      try (var driver = new MqttDriverFactory().create(settings, bindings(site))) {
        driver.open(new Timed(sampler, ages));
        answer(ages);
      }
    }
  }

  private static List<PointBinding> bindings(Site site) {
    return site.points()
        .map(point ->
            new PointBinding(
                point.id(),
                point.reached().orElseThrow().address().open(DriverSubject::wrong),
                false))
        .toList();
  }

  private static void wrong(io.arxos.driver.Problem problem) {
    throw new IllegalStateException(problem.toString());
  }

  static void answer(Ages ages) throws IOException {
    System.out.println("ready");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line.equals("reset") ? ages.reset() : ages.report());
    }
  }

  /// The value of a point is when its message was published, in microseconds of the machine's
  /// monotonic clock, which all processes share.
  private record Timed(Sampler sampler, Ages ages) implements ReadingSink {
    @Override
    public CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings) {
      Reading first = readings.values().iterator().next();
      double sent = first instanceof Reading.Good good ? good.value().number() : Double.NaN;
      return sampler
          .offer(readings)
          .whenComplete((answer, _) -> {
            if (answer == Acceptance.DURABLE) {
              ages.add(System.nanoTime() / 1e3 - sent);
            }
          });
    }

    @Override
    public void tell(Map<PointId, Reading> readings) {
      sampler.tell(readings);
    }

    @Override
    public void discovered(Discovered device) {
      sampler.discovered(device);
    }
  }
}
