package io.arxos.gateway.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Driver;
import io.arxos.driver.Meaning;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.naming.Corrections;
import io.arxos.driver.naming.Meanings;
import io.arxos.gateway.Protocols;
import io.arxos.gateway.config.SiteFile;
import io.arxos.gateway.config.TestSites;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryDeskTest {
  private static final Reading NOW = Reading.good(new Value.Num(21.5));

  @TempDir private Path folder;
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void whatIsFoundIsAddedAsItWasPutRightAndTheOldFileIsKept() throws Exception {
    Path file = site();
    String before = Files.readString(file);
    var corrections = Corrections.none();
    var desk = desk(file, corrections, device("thing", "AHU2_SAT"));
    found(desk);
    JsonObject point = point(desk, 0);
    assertEquals("ahu-2/supply-air-temperature", point.getString("path"));
    assertEquals("Supply_Air_Temperature_Sensor", point.getString("class"));

    var answer =
        desk.add(
            asked("thing", "AHU2_SAT", "plant/ahu-2/mixed", "Mixed_Air_Temperature_Sensor", "°F"));
    assertEquals(new DiscoveryDesk.Added(1), answer);
    assertEquals(before, Files.readString(file.resolveSibling("site.yaml.bak")));
    var site = assertInstanceOf(SiteFile.Loaded.class, load(file)).site();
    var added = site.point(new PointId("hq/plant/ahu-2/mixed")).orElseThrow();
    assertEquals("Mixed_Air_Temperature_Sensor", added.brickClass());
    assertEquals("[degF]", added.unit().code());
    assertEquals(0, desk.now().getJsonArray("devices").size());
    assertEquals(
        "Mixed_Air_Temperature_Sensor",
        corrections.corrected("AHU7_SAT", Meaning.UNKNOWN).brickClass());
  }

  @Test
  void aFileThatWouldNotLoadIsLeftAsItIs() throws Exception {
    Path file = site();
    byte[] before = Files.readAllBytes(file);
    var desk = desk(file, Corrections.none(), device("thing", "temperature"));
    found(desk);
    var refused =
        assertInstanceOf(
            DiscoveryDesk.Refused.class,
            desk.add(asked("thing", "temperature", "room/air-temp", "Temperature_Sensor", "Cel")));
    assertTrue(refused.reason().contains("already there"), refused.reason());
    assertEquals(new String(before), Files.readString(file));
    assertFalse(Files.exists(file.resolveSibling("site.yaml.new")));
  }

  @Test
  void whatIsNoPathNoClassOrNoUnitIsRefusedInWords() throws Exception {
    var desk = desk(site(), Corrections.none(), device("thing", "temperature"));
    found(desk);
    assertEquals(
        "Nonsense_Sensor is not a class of Brick.",
        refusal(desk, asked("thing", "temperature", "a/b", "Nonsense_Sensor", "Cel")));
    assertTrue(
        refusal(desk, asked("thing", "temperature", "A b", "Sensor", "Cel")).contains("no path"));
    assertTrue(
        refusal(desk, asked("thing", "temperature", "a/b", "Sensor", "blurb")).contains("unit"));
    assertTrue(
        refusal(desk, asked("other", "temperature", "a/b", "Sensor", "1")).contains("again"));
  }

  @Test
  void oneSearchAtATime() throws Exception {
    var desk = desk(site(), Corrections.none(), device("thing", "temperature"));
    assertTrue(desk.search(Duration.ofSeconds(1)));
    assertFalse(desk.search(Duration.ofSeconds(1)));
    go.countDown();
  }

  // Two devices of one name: the second is numbered, so that no path is there twice.
  @Test
  void twoDevicesOfOneNameGetTwoPaths() {
    var proposer = new Proposer(TestSites.load(TestSites.ROOM), Corrections.none());
    ProposedDevice one = proposer.propose(device("lamp", "power"), "broker");
    ProposedDevice other = proposer.propose(device("lamp", "power"), "broker");
    assertEquals("lamp", one.equipment().getFirst().id());
    assertEquals("lamp-2", other.equipment().getFirst().id());
  }

  @Test
  void aDeviceWhoseEquipmentTheSiteHasIsPutThere() {
    var proposer = new Proposer(TestSites.load(TestSites.ROOM), Corrections.none());
    ProposedDevice device = proposer.propose(device("gateway 7", "Room Temp"), "broker");
    assertEquals("gateway-7", device.equipment().getFirst().id());
  }

  private static String refusal(DiscoveryDesk desk, JsonObject asked) throws IOException {
    return assertInstanceOf(DiscoveryDesk.Refused.class, desk.add(asked)).reason();
  }

  private void found(DiscoveryDesk desk) {
    assertTrue(desk.search(Duration.ofSeconds(1)));
    go.countDown();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!desk.now().getBoolean("searched")) {
      assertTrue(System.nanoTime() < deadline, "the search does not end");
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static JsonObject point(DiscoveryDesk desk, int at) {
    return desk.now()
        .getJsonArray("devices")
        .getJsonObject(0)
        .getJsonArray("points")
        .getJsonObject(at);
  }

  private static JsonObject asked(
      String address, String name, String path, String brickClass, String unit) {
    var point =
        new JsonObject()
            .put("name", name)
            .put("path", path)
            .put("class", brickClass)
            .put("unit", unit);
    var device =
        new JsonObject()
            .put("address", address)
            .put("driver", "broker")
            .put("points", new JsonArray().add(point));
    return new JsonObject().put("devices", new JsonArray().add(device));
  }

  private static Discovered device(String name, String point) {
    var found =
        new DiscoveredPoint(
            point,
            Meanings.of("", "", point),
            Map.of("topic", name + "/" + point.toLowerCase(java.util.Locale.ROOT)),
            Map.of(),
            false,
            NOW);
    var identity = new Discovered.Identity("", name, "", "");
    return new Discovered("mqtt", name, identity, List.of(found), "21.5", 0.9);
  }

  private Path site() throws IOException {
    return Files.writeString(folder.resolve("site.yaml"), TestSites.ROOM);
  }

  private DiscoveryDesk desk(Path file, Corrections corrections, Discovered device) {
    var driver = new Finder(List.of(device));
    return new DiscoveryDesk(
        new DiscoveryDesk.Seams(
            TestSites.load(TestSites.ROOM),
            file,
            () -> Map.of("broker", driver),
            corrections,
            DiscoveryDeskTest::problems));
  }

  private static List<Problem> problems(Path file) {
    return switch (load(file)) {
      case SiteFile.Loaded _ -> List.of();
      case SiteFile.Refused(List<Problem> problems) -> problems;
    };
  }

  private static SiteFile.Result load(Path file) {
    return SiteFile.load(file, Map.of(), Protocols.all());
  }

  /// Finds what it is told to, when it may.
  private final class Finder implements Driver {
    private final List<Discovered> devices;

    Finder(List<Discovered> devices) {
      this.devices = devices;
    }

    @Override
    public void open(ReadingSink sink) {}

    @Override
    public Map<PointId, Reading> read(Set<PointId> points) {
      return Map.of();
    }

    @Override
    public WriteResult write(PointId point, Value value) {
      return new WriteResult.Refused("not writable");
    }

    @Override
    public List<Discovered> discover(Duration limit) throws InterruptedException {
      go.await();
      return devices;
    }

    @Override
    public void close() {}
  }
}
