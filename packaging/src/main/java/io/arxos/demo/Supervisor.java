package io.arxos.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cable.Cable;
import io.arxos.stage.Child;
import io.arxos.stage.CloudTools;
import io.arxos.stage.Layout;
import io.arxos.stage.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Starts the building, the gateway and the cloud, keeps them running, and ends them in the order
/// that leaves nothing behind.
final class Supervisor implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(120);
  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 50;
  private static final int RESTART_MILLIS_MAX = 10_000;
  private static final String GATEWAY = "hofgarten-1";

  private final Options options;
  private final Layout layout;
  private final Consumer<String> say;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Places places;
  private final Cable cable;
  private final CloudTools cloudTools;
  private final String token = HexFormat.of().formatHex(randomBytes());

  Supervisor(Options options, Layout layout, Consumer<String> say)
      throws IOException, Places.PortInUse {
    this.options = options;
    this.layout = layout;
    this.say = say;
    this.places = Places.choose(options.pagePort());
    this.cable = Cable.to(places.grpc());
    this.cloudTools = new CloudTools(options.data(), page());
  }

  /// Starts everything and returns when the first sample has arrived in the store.
  Started start() throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    startChild("sim", simPlan());
    cloudTools.prepareKeys(GATEWAY);
    startChild("cloud", cloudPlan());
    awaitReady("sim", startNanos);
    startChild("gateway", gatewayPlan());
    awaitReady("cloud", startNanos);
    awaitReady("gateway", startNanos);
    var client = new CloudClient(page());
    client.login(cloudTools.loginLink());
    await("the first sample in the store", () -> client.hasFreshData(GATEWAY));
    say.accept("  the first sample is in the store   %s".formatted(since(startNanos)));
    var control = new ControlServer(token(), verbs());
    return new Started(control, Duration.ofNanos(System.nanoTime() - startNanos));
  }

  /// What a start gives.
  record Started(ControlServer control, Duration took) {}

  String token() {
    return token;
  }

  String page() {
    return "http://127.0.0.1:" + places.page();
  }

  Places places() {
    return places;
  }

  CloudTools cloudTools() {
    return cloudTools;
  }

  Map<String, Child> children() {
    return children;
  }

  /// Waits until a person stops the demo or its time is over.
  void awaitEnd() throws InterruptedException {
    if (options.limit() == null) {
      stopped.await();
    } else if (!stopped.await(options.limit().toMillis(), TimeUnit.MILLISECONDS)) {
      say.accept("the time is over");
    }
  }

  @Override
  public void close() {
    try {
      for (String name : List.of("gateway", "cloud", "sim")) {
        Child child = children.get(name);
        if (child != null) {
          child.end(END_MAX);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cable.close();
    }
  }

  private Map<String, Supplier<String>> verbs() {
    Map<String, Supplier<String>> verbs = new LinkedHashMap<>();
    verbs.put("/status", this::status);
    verbs.put("/cut", () -> linkIs(true));
    verbs.put("/restore", () -> linkIs(false));
    verbs.put("/stop", this::stop);
    verbs.put("/link", this::freshLink);
    for (String name : List.of("gateway", "cloud", "sim")) {
      verbs.put("/kill/" + name, () -> kill(name));
    }
    return verbs;
  }

  private String linkIs(boolean cut) {
    if (cut) {
      cable.cut();
      return "The link is cut. The building goes on; the page shows the age of what it knows.";
    }
    cable.restore();
    return "The link is whole again. The gateway comes back within seconds and fills the gap.";
  }

  private String stop() {
    stopped.countDown();
    return "The demo ends.";
  }

  private String kill(String name) {
    Child child = children.get(name);
    if (child == null) {
      return name + " is not running";
    }
    long pid = child.pid();
    child.kill();
    return "%s (process %d) was killed; it is started again by itself.".formatted(name, pid);
  }

  private String freshLink() {
    try {
      return cloudTools.loginLink();
    } catch (IOException e) {
      return "no link: " + e.getMessage();
    }
  }

  private String status() {
    ObjectNode status = JsonMapper.builder().build().createObjectNode();
    status.put("page", page());
    status.put("link", cable.isCut() ? "cut" : "whole");
    ObjectNode processes = status.putObject("processes");
    children.forEach((name, child) -> processes.put(name, child.isAlive() ? child.pid() : 0));
    return status.toString();
  }

  private Child.Plan simPlan() throws IOException {
    Places.SimPorts sim = places.sim();
    List<String> command =
        layout.java("device-drivers", "io.arxos.driver.sim.SimMain", List.of("-Xmx128m"));
    command.addAll(
        List.of(
            "--seed", Long.toString(options.seed()),
            "--physics-speed", Double.toString(options.physicsSpeed()),
            "--data", options.data().resolve("sim").toString(),
            "--mqtt-port", Integer.toString(sim.mqtt()),
            "--coap-port", Integer.toString(sim.coap()),
            "--modbus-port", Integer.toString(sim.modbus()),
            "--pins-port", Integer.toString(sim.pins()),
            "--control-port", Integer.toString(sim.control())));
    return new Child.Plan("sim", command, Map.of(), RESTART_MILLIS_MAX);
  }

  private Child.Plan cloudPlan() throws IOException {
    List<String> command =
        layout.cloud(cloudTools.cloudData(), places.grpc(), places.page(), List.of());
    return new Child.Plan("cloud", command, Map.of(), RESTART_MILLIS_MAX);
  }

  private Child.Plan gatewayPlan() throws IOException {
    List<String> command =
        layout.gateway(
            new Layout.Edge(
                options.site(),
                options.data().resolve("gateway"),
                cable.port(),
                places.gatewayPage(),
                cloudTools.gatewayKeys()));
    command.addAll(List.of("--simulate-history", "3d", "--seed", Long.toString(options.seed())));
    Places.SimPorts sim = places.sim();
    return new Child.Plan(
        "gateway",
        command,
        Map.of(
            "ARXOS_SIM_MQTT_PORT", Integer.toString(sim.mqtt()),
            "ARXOS_SIM_COAP_PORT", Integer.toString(sim.coap()),
            "ARXOS_SIM_MODBUS_PORT", Integer.toString(sim.modbus()),
            "ARXOS_SIM_PINS_PORT", Integer.toString(sim.pins()),
            "ARXOS_PHYSICS_SPEED", Double.toString(options.physicsSpeed()),
            "ARXOS_TRUST_CLOCK", "true"), // devices, gateway and cloud share one clock
        RESTART_MILLIS_MAX);
  }

  private void startChild(String name, Child.Plan plan) throws IOException {
    Child child = new Child(plan, options.data(), say);
    children.put(name, child);
    child.start();
  }

  private void awaitReady(String name, long startNanos) throws IOException, InterruptedException {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalStateException(name + " was not started");
    }
    await(name, () -> child.ready().isPresent());
    say.accept("  %-8s ready                    %s".formatted(name, since(startNanos)));
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long untilNanos = System.nanoTime() + START_MAX.toNanos();
    while (!condition.holds()) {
      for (Child child : children.values()) {
        if (!child.isAlive() && child.hasFailed()) {
          throw new IOException(child.lastWords());
        }
      }
      if (System.nanoTime() > untilNanos) {
        throw new IOException(
            "gave up after %d s waiting for %s; the logs are in %s"
                .formatted(START_MAX.toSeconds(), what, options.data().resolve("logs")));
      }
      if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopped while starting");
      }
    }
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static String since(long startNanos) {
    return "%5.1f s".formatted((System.nanoTime() - startNanos) / 1e9);
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[16];
    new java.security.SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /// Removes what an earlier demo stored in its folder, and nothing else.
  static void forget(Path data) throws IOException {
    for (String name : List.of("sim", "gateway", "cloud", "keys", "run", "logs", "demo.json")) {
      Tree.delete(data.resolve(name));
    }
  }
}
