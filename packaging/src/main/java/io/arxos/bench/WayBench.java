package io.arxos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.stage.Load;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole way of a sample under load: rate, processor time per sample, memory, bytes per sample,
/// sensor to page.
@Command(
    name = "way",
    mixinStandardHelpOptions = true,
    description = "Measures the whole way of a sample, from an MQTT message to the page's stream.")
final class WayBench implements Callable<Integer> {
  private static final Path HOME = Path.of(System.getProperty("arxos.home", "."));
  private static final int SETTLE_SECONDS = 20;
  private static final int DRAIN_SECONDS_MAX = 120;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--seconds", description = "Length of each steady case (default 30).")
  private int seconds = 30;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final LiveTap tap = new LiveTap();
  private final Figures figures = new Figures("way");

  /// Which processes are measured.
  private record Pids(long gateway, long cloud, long sim) {
    static Pids of(JsonNode pids) {
      return new Pids(
          pids.path("gateway").asLong(), pids.path("cloud").asLong(), pids.path("sim").asLong());
    }

    /// The cloud with the PostgreSQL that it has started.
    LongStream cloudFamily() {
      return LongStream.concat(LongStream.of(cloud), ProcessFigures.descendants(cloud));
    }
  }

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("arxos-bench");
    Process demo = startDemo(data, LoadSite.write(data));
    try (BufferedReader out = demo.inputReader()) {
      String line = out.readLine();
      if (line == null) {
        System.err.println("bench: the demo did not start; see " + data.resolve("demo.log"));
        return 1;
      }
      measure(JsonMapper.builder().build().readTree(line), data);
    } finally {
      demo.destroy();
      demo.waitFor(60, TimeUnit.SECONDS);
    }
    System.out.print(json ? figures.json() + "\n" : figures.table());
    return 0;
  }

  private static Process startDemo(Path data, Path site) throws IOException {
    return new ProcessBuilder(
            HOME.resolve("arxos").toString(),
            "demo",
            "--json",
            "--data",
            data.resolve("demo").toString(),
            "--site",
            site.toString())
        .redirectError(data.resolve("demo.log").toFile())
        .start();
  }

  private void measure(JsonNode demo, Path data) throws Exception {
    figures.add("start", "start_seconds", demo.path("seconds").asDouble(), "s");
    get(demo.path("login").asText());
    String page = demo.path("page").asText();
    String gatewayPage = demo.path("gateway_page").asText();
    tap.follow(client, page);
    pause(SETTLE_SECONDS);
    Pids pids = Pids.of(demo.path("pids"));
    try (var load = new Load(brokerPort(data), Load::now)) {
      steady("building", pids, gatewayPage, () -> pause(seconds));
      for (int rate : List.of(500, 2_000)) {
        tap.take();
        steady(rate + "/s", pids, gatewayPage, () -> load.publish(rate * seconds, rate));
        ages(rate + "/s");
      }
      flatOut(load, pids, gatewayPage);
    }
    figures.add("end", "gateway_resident_mib", ProcessFigures.residentMib(pids.gateway()), "MiB");
    figures.add("end", "cloud_resident_mib", ProcessFigures.residentMib(pids.cloud()), "MiB");
    figures.add(
        "end",
        "postgres_proportional_mib",
        ProcessFigures.proportionalMib(ProcessFigures.descendants(pids.cloud())),
        "MiB");
    figures.add("end", "sim_resident_mib", ProcessFigures.residentMib(pids.sim()), "MiB");
  }

  private interface Work {
    void run() throws Exception;
  }

  private void steady(String name, Pids pids, String gatewayPage, Work work) throws Exception {
    double samplesBefore = metric(gatewayPage, "arxos_sampler_samples_total");
    long gatewayBefore = ProcessFigures.cpuMicros(pids.gateway());
    long cloudBefore = ProcessFigures.cpuMicros(pids.cloudFamily());
    long begin = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - begin) / 1e9;
    double samples = metric(gatewayPage, "arxos_sampler_samples_total") - samplesBefore;
    long gateway = ProcessFigures.cpuMicros(pids.gateway()) - gatewayBefore;
    long cloud = ProcessFigures.cpuMicros(pids.cloudFamily()) - cloudBefore;
    figures.add(name, "samples_per_second", samples / took, "1/s");
    figures.add(name, "gateway_cpu_us_per_sample", gateway / samples, "us");
    figures.add(name, "cloud_cpu_us_per_sample", cloud / samples, "us");
    figures.add(name, "gateway_cpu_share", gateway / took / 1e6, "cores");
    figures.add(name, "cloud_cpu_share", cloud / took / 1e6, "cores");
  }

  private void flatOut(Load load, Pids pids, String gatewayPage) throws Exception {
    int count = 60_000;
    steady(
        "flat out",
        pids,
        gatewayPage,
        () -> {
          double target = metric(gatewayPage, "arxos_sampler_samples_total") + count;
          load.publish(count, 0);
          drained(gatewayPage, target);
        });
    ages("flat out");
  }

  /// Waits until the gateway has sampled everything and the store has acknowledged it.
  private void drained(String gatewayPage, double target) throws Exception {
    for (int i = 0; i < DRAIN_SECONDS_MAX * 10; i++) {
      if (metric(gatewayPage, "arxos_sampler_samples_total") >= target
          && metric(gatewayPage, "arxos_cloud_backlog_samples") < 100) {
        return;
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException("the backlog did not drain in " + DRAIN_SECONDS_MAX + " s");
  }

  private void ages(String name) {
    List<Double> ages = tap.take();
    if (!ages.isEmpty()) {
      figures.add(name, "sensor_to_page_p50_ms", ages.get(ages.size() / 2), "ms");
      figures.add(name, "sensor_to_page_p99_ms", ages.get((int) (ages.size() * 0.99)), "ms");
      figures.add(name, "seen_on_page", ages.size(), "1");
    }
  }

  private double metric(String gatewayPage, String name) throws Exception {
    Matcher matcher =
        Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? ([0-9.eE+-]+)")
            .matcher(get(gatewayPage + "/metrics"));
    double sum = 0;
    boolean found = false;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
      found = true;
    }
    if (!found) {
      throw new IllegalStateException("the gateway has no metric " + name);
    }
    return sum;
  }

  private String get(String url) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int brokerPort(Path data) throws IOException {
    Path ready = data.resolve("demo").resolve("run").resolve("sim.json");
    return JsonMapper.builder().build().readTree(Files.readString(ready)).path("mqtt").asInt();
  }

  private static void pause(int seconds) throws InterruptedException {
    new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }
}
