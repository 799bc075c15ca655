package io.arxos.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.gateway.Protocols;
import io.arxos.gateway.config.OutputTable.Action;
import io.arxos.gateway.config.PointConfig.Band;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheFileSays() {
    Site site = TestSites.room();
    assertEquals(List.of("broker", "bus"), site.drivers().stream().map(DriverConfig::id).toList());
    PointConfig temperature = point(site, "hq/room/air-temp");
    assertEquals("Air temp", temperature.name());
    assertEquals("Cel", temperature.unit().code());
    assertEquals(new Band(19, 26), temperature.expected());
    var source = temperature.reached().orElseThrow();
    assertEquals("MQTT hq/room/climate /temperature", source.text());
    assertEquals("[degF]", source.unit().code());
    assertNull(source.poll(), "MQTT is never asked");
    PointConfig valve = point(site, "hq/room/valve");
    assertEquals("Modbus unit 2, holding 100", valve.reached().orElseThrow().text());
    PointConfig.Writing writing = java.util.Objects.requireNonNull(valve.control());
    OutputTable outputs = java.util.Objects.requireNonNull(writing.outputs());
    assertEquals(new Action.Go(30), outputs.inputStale());
    assertEquals(new Action.Hold(), outputs.stopped());
    assertEquals(new Action.CarryOn(), outputs.cloudLost());
    assertEquals(
        List.of(
            new LoopConfig.Pid(
                "heating",
                new PointId("hq/room/air-temp"),
                new PointId("hq/room/temp-setpoint"),
                new PointId("hq/room/valve"),
                25,
                Duration.ofSeconds(60),
                LoopConfig.Direction.REVERSE)),
        site.loops());
  }

  // How a site begins: where devices are is known, what they are is found by discovery.
  @Test
  void driversAloneAreASite() {
    String head = "building: hq\nzone: UTC\ngateway: hq-1\n";
    String drivers = "drivers:\n  - id: bus\n    protocol: modbus\n    host: 127.0.0.1\n";
    assertEquals(0, TestSites.load(head + drivers).points().count());
    assertEquals(0, TestSites.load(head + drivers + "equipment: []\n").points().count());
    assertTrue(only(TestSites.read(head, Map.of())).contains("neither drivers nor equipment"));
  }

  @Test
  void defaultsAreTheOnesInTheManual() {
    Site site =
        TestSites.load(
            TestSites.ROOM
                .replace("        report-within: 2m\n        stale-after: 90s\n", "")
                .replace("        report-within: 2m\n", "")
                .replace("stale-after: 90s", "report-within: 5m")
                .replace("        poll: 5s\n", ""));
    PointConfig.Sampling pushed = point(site, "hq/room/window").sampling();
    assertEquals(
        new PointConfig.Sampling(null, 0, Duration.ofMinutes(5), Duration.ofMinutes(5)), pushed);
    PointConfig polled = point(site, "hq/room/valve");
    assertEquals(Duration.ofSeconds(5), polled.reached().orElseThrow().poll());
    assertEquals(Duration.ofSeconds(30), polled.sampling().staleAfter());
  }

  @Test
  void twoStatesAreABooleanAndMoreAreANumber() {
    PointConfig window = point(TestSites.room(), "hq/room/window");
    assertEquals(new Value.Bool(true), window.valueOf(1));
    PointConfig mode =
        point(
            TestSites.load(TestSites.ROOM.replace("[closed, open]", "[off, auto, on]")),
            "hq/room/window");
    assertEquals(new Value.Int(2), mode.valueOf(2));
  }

  /// Each row breaks one thing of a good file and names the line and what is said of it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "deadband: 0.05|deadbandd: 0.05|26|unknown key deadbandd; did you mean deadband?",
        "unit: Cel|unit: Celsius|20|unit is \"Celsius\"; it must be a UCUM code; did you mean Cel?",
        "source-unit: \"[degF]\"|source-unit: kW|23|kW does not convert to Cel",
        "driver: broker|driver: brokre|21|there is no driver brokre; did you mean broker?",
        "range: [-20, 60]|range: [60, -20]|24|range must be two numbers, the lower one first",
        "stale-after: 90s|stale-after: soon|28|stale-after is \"soon\"; it must be a duration",
        "default: 21|default: 30|33|default is 30.0; write allows 15.0 to 26.0",
        "stopped: hold|stopped: carry-on|44|stopped is \"carry-on\"; it must be 0.0 to 100.0 or hold",
        "update: hold|updat: hold|44|unknown key updat; did you mean update?",
        "update: hold }|}|44|missing key update",
        "gain: 25|gain: -25|56|gain must be a number above 0",
        "input: room/air-temp|input: room/air-tmp|53|there is no point room/air-tmp; did you mean room/air-temp?",
        "setpoint: room/temp-setpoint|setpoint: room/valve|54|room/valve is not of kind setpoint",
        "output: room/valve|output: room/window|55|room/window is not of kind command",
        "driver: bus|name: x|35|missing key driver: a command must be written somewhere",
        "kind: pid|kind: pdi|52|kind is \"pdi\"; did you mean pid?",
        "zone: Europe/Berlin|zone: Europe/Berln|3|did you mean Europe/Berlin?",
        "id: window|id: valve|45|a point hq/room/valve is already there",
        "id: bus|id: broker|9|a driver broker is already there",
        "name: Headquarters|building: other|2|building is already given in line 1",
        "building: hq|building: HQ|1|building is \"HQ\"; it may hold a-z, 0-9",
        "name: The room|name:|14|name has no value",
        "name: The room|name: ${NOWHERE}|14|NOWHERE is not set in the environment",
        "name: The room|name: [a, b]|14|name must be plain text",
        "class: Room|color: red|15|unknown key color; known here: class, id, name, points, system",
        "deadband: 0.05|default: 0.05|26|default has no effect: only commands and set-points",
        "poll: 5s|poll: 1h|41|report-within must not be shorter than poll",
        "name: The room|name: 'The room|59|is not valid YAML here: found unexpected end of stream",
        "topic: hq/room/climate, pointer: /temperature }|topic: x }, poll: 5s|22|is not valid YAML here",
      })
  void saysWhatIsWrongAndWhere(String good, String bad, int line, String message) {
    assertTrue(TestSites.ROOM.contains(good), good);
    int at = TestSites.ROOM.indexOf(good);
    String yaml =
        TestSites.ROOM.substring(0, at) + bad + TestSites.ROOM.substring(at + good.length());
    var refused = assertInstanceOf(SiteFile.Refused.class, TestSites.read(yaml, Map.of()));
    assertTrue(
        refused.problems().stream()
            .anyMatch(p -> p.line() == line && p.message().contains(message)),
        () -> refused.problems().toString());
  }

  @Test
  void aCommandWithoutOutputsIsRefused() {
    String yaml = TestSites.ROOM.replaceAll("(?m)^ +outputs:.*\n", "");
    var refused = assertInstanceOf(SiteFile.Refused.class, TestSites.read(yaml, Map.of()));
    assertEquals(1, refused.problems().size(), refused.problems().toString());
    assertTrue(refused.problems().getFirst().message().contains("missing key outputs"));
    assertEquals(35, refused.problems().getFirst().line());
  }

  // Control decides it once a second and the device would answer something else at each poll.
  @Test
  void aSetpointIsNotReadFromADevice() {
    String yaml =
        TestSites.ROOM.replaceAll("(?m)^( +)default: 21$", "$1default: 21\n$1driver: bus");
    var refused = assertInstanceOf(SiteFile.Refused.class, TestSites.read(yaml, Map.of()));
    assertTrue(refused.problems().stream().anyMatch(p -> p.message().startsWith("driver has no")));
  }

  @Test
  void findsEveryMistakeInOneGo() {
    String yaml =
        TestSites.ROOM
            .replace("gain: 25", "gain: high")
            .replace("unit: Cel", "unit: C")
            .replace("qos", "");
    var refused = assertInstanceOf(SiteFile.Refused.class, TestSites.read(yaml, Map.of()));
    assertEquals(3, refused.problems().size(), refused.problems().toString());
  }

  @Test
  void takesVariablesFromTheEnvironment() {
    String yaml =
        TestSites.ROOM.replace(
            "name: Headquarters", "name: ${TITLE:-No name}\nphysics-speed: ${SPEED:-30}");
    assertEquals(30.0, loaded(yaml, Map.of()).physicsSpeed());
    Site site = loaded(yaml, Map.of("SPEED", "5", "TITLE", "12"));
    assertEquals(5.0, site.physicsSpeed());
    assertEquals("12", site.name());
  }

  @Test
  void aFileThatCannotBeReadIsOneClearLine() throws IOException {
    assertEquals(
        "does not exist",
        only(SiteFile.load(folder.resolve("none.yaml"), Map.of(), Protocols.all())));
    assertEquals("is a folder, not a file", only(SiteFile.load(folder, Map.of(), Protocols.all())));
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, "");
    assertEquals("is empty", only(SiteFile.load(file, Map.of(), Protocols.all())));
    Files.write(file, "name: Gebäude".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("is not UTF-8 text", only(SiteFile.load(file, Map.of(), Protocols.all())));
    Files.writeString(file, "- a\n- b\n");
    assertTrue(
        only(SiteFile.load(file, Map.of(), Protocols.all())).startsWith("must be a list of keys"));
    Files.writeString(file, "a: 1\n---\nb: 2\n");
    assertTrue(only(SiteFile.load(file, Map.of(), Protocols.all())).contains("not valid YAML"));
  }

  // "Billion laughs": aliases that multiply.
  @Test
  void aliasesThatMultiplyAreRefused() throws IOException {
    var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1) + ", ";
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(10)));
    }
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, yaml);
    assertInstanceOf(SiteFile.Refused.class, SiteFile.load(file, Map.of(), Protocols.all()));
  }

  private static String only(SiteFile.Result result) {
    var refused = assertInstanceOf(SiteFile.Refused.class, result);
    assertEquals(1, refused.problems().size(), refused.problems().toString());
    return refused.problems().getFirst().message();
  }

  private static Site loaded(String yaml, Map<String, String> environment) {
    return assertInstanceOf(SiteFile.Loaded.class, TestSites.read(yaml, environment)).site();
  }

  private static PointConfig point(Site site, String path) {
    return site.point(new PointId(path)).orElseThrow();
  }
}
