package io.arxos.chaos;

import io.arxos.cable.Cable;
import io.arxos.cable.MqttTap;
import io.arxos.stage.Child;
import io.arxos.stage.CloudTools;
import io.arxos.stage.Layout;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything a campaign runs: broker, gateway and cloud as processes of their own, with cables
/// between them that may suffer, on disks that may fill up. What was started is ended in the
/// reverse order.
///
/// gateway → tap → cable → broker ← device, and gateway → cable → cloud. The tap is next to the
/// gateway: it sees what the gateway sees, and hears what the gateway says.
final class Rig implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(8);
  private static final Duration END_MAX = Duration.ofSeconds(25);
  private static final int RESTART_MILLIS_MAX = 1_000;
  private static final int GATEWAY_DISK_MEBIBYTES = 256;
  private static final int CLOUD_DISK_MEBIBYTES = 1_536;

  private final Path folder;
  private final Layout layout;
  private final Consumer<String> say;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, FakeClock> clocks = new HashMap<>();
  private final Map<String, Disk> disks = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private @Nullable Parts parts;

  /// What runs.
  record Parts(
      Cable link,
      Cable broker,
      MqttTap tap,
      Counter counter,
      Child gateway,
      Child cloud,
      int gatewayPage) {}

  Rig(Path folder, Layout layout, Consumer<String> say) {
    this.folder = folder;
    this.layout = layout;
    this.say = say;
  }

  Parts parts() {
    if (parts == null) {
      throw new IllegalStateException("not started");
    }
    return parts;
  }

  Path folder() {
    return folder;
  }

  Path cloudData() {
    return folder.resolve("cloud");
  }

  Path gatewayData() {
    return folder.resolve("gateway");
  }

  Disk disk(String process) {
    return find(disks, process);
  }

  FakeClock clock(String process) {
    return find(clocks, process);
  }

  Optional<Vitals> vitals() throws InterruptedException {
    return Vitals.of(http, parts().gatewayPage());
  }

  /// Starts everything and returns when gateway and cloud serve.
  ///
  /// @param possible what is going to happen: disks and clocks are faked only when they must be
  void start(Possible possible, int perSecond) throws IOException, InterruptedException {
    disks.put("gateway", disk("gateway", possible.gatewayDisk(), GATEWAY_DISK_MEBIBYTES));
    disks.put("cloud", disk("cloud", possible.cloudDisk(), CLOUD_DISK_MEBIBYTES));
    if (possible.clocks()) {
      for (String process : List.of("gateway", "cloud")) {
        FakeClock.at(folder.resolve(process + ".clock"))
            .ifPresent(clock -> clocks.put(process, clock));
      }
    }
    Broker mqtt = closing(Broker.start(folder, layout));
    Cable brokerCable = closing(Cable.to(mqtt::port, possible.seed()));
    MqttTap tap = closing(new MqttTap(brokerCable::port));
    var tools = new CloudTools(folder, "");
    tools.prepareKeys(ChaosSite.GATEWAY);
    int grpc = Broker.freePort();
    Cable link = closing(Cable.to(() -> grpc, possible.seed() + 1));
    open.push(this::endLeftBehind);
    Child cloud =
        child(plan("cloud", layout.cloud(cloudData(), grpc, Broker.freePort(), List.of())));
    int page = Broker.freePort();
    Path site = ChaosSite.write(folder, tap.port());
    var edge = new Layout.Edge(site, gatewayData(), link.port(), page, tools.gatewayKeys());
    Child gateway = child(plan("gateway", layout.gateway(edge)));
    Pause.until(START_MAX, "the cloud serves", () -> ready(cloud));
    Pause.until(START_MAX, "the gateway serves", () -> ready(gateway));
    Counter counter = closing(new Counter(mqtt.port(), perSecond));
    parts = new Parts(link, brokerCable, tap, counter, gateway, cloud, page);
  }

  /// What the machine lets us do.
  record Possible(long seed, boolean gatewayDisk, boolean cloudDisk, boolean clocks) {}

  /// Runs `arxos cloud …` on the cloud's folder.
  Said cloudCommand(String... words) throws IOException, InterruptedException {
    List<String> command = layout.java("cloud-sync", "io.arxos.cloud.Main", List.of("-Xmx256m"));
    command.addAll(List.of(words));
    command.addAll(List.of("--data", cloudData().toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out);
  }

  record Said(int code, String out) {}

  @Override
  public void close() {
    for (AutoCloseable part : open) {
      try {
        part.close();
      } catch (Exception e) {
        say.accept("not ended in order: " + e);
      }
    }
    open.clear();
  }

  /// A cloud that was killed leaves its PostgreSQL behind, for its next start to find.
  private void endLeftBehind() throws IOException, InterruptedException {
    long postmaster = new CloudDamage(cloudData()).postmaster();
    if (postmaster != 0) {
      Signals.send("KILL", Signals.family(postmaster));
    }
  }

  private static boolean ready(Child child) throws IOException {
    if (child.hasFailed()) {
      throw new IOException(child.lastWords());
    }
    return child.ready().isPresent();
  }

  private Disk disk(String name, boolean own, int mebibytes)
      throws IOException, InterruptedException {
    Path place = folder.resolve(name);
    return closing(own ? Disk.mounted(place, mebibytes) : Disk.plain(place));
  }

  private Child child(Child.Plan plan) throws IOException {
    Child child = new Child(plan, folder, say);
    closing(() -> {
      Signals.send("CONT", Signals.family(child.pid()));
      child.end(END_MAX);
    });
    child.start();
    return child;
  }

  private Child.Plan plan(String name, List<String> command) {
    return new Child.Plan(name, command, environment(name), RESTART_MILLIS_MAX);
  }

  private Map<String, String> environment(String process) {
    FakeClock clock = clocks.get(process);
    Map<String, String> environment = new HashMap<>(clock == null ? Map.of() : clock.environment());
    environment.put("ARXOS_TRUST_CLOCK", "true");
    return environment;
  }

  private <T extends AutoCloseable> T closing(T part) {
    open.push(part);
    return part;
  }

  private static <T> T find(Map<String, T> all, String name) {
    T one = all.get(name);
    if (one == null) {
      throw new IllegalStateException("no " + name);
    }
    return one;
  }

  /// Keeps what the processes wrote although their disks go away with the campaign.
  void keepEvidence() throws IOException, InterruptedException {
    for (Path data : List.of(gatewayData(), cloudData())) {
      Path kept = data.resolveSibling(data.getFileName() + "-kept");
      new ProcessBuilder("cp", "-a", data.toString(), kept.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
    Files.createDirectories(folder.resolve("logs"));
  }

  /// What to look at after a finding.
  List<Path> logs() {
    List<Path> logs = new ArrayList<>();
    for (String name : List.of("gateway", "cloud")) {
      logs.add(folder.resolve("logs").resolve(name + ".log"));
    }
    return logs;
  }
}
