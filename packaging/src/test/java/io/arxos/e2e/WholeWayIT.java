package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Locator;
import io.arxos.cable.MqttTap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A sample's whole way, with a person at the page and somebody who pulls cables and kills
/// processes.
@Timeout(1200)
final class WholeWayIT {
  private static final String ROOM = "hofgarten/room-101/";
  private static final Duration FEW_MINUTES = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void nothingAcknowledgedIsLostAndTheRoomFollows() throws Exception {
    Path data = folder.resolve("demo");
    try (var tap = new MqttTap(() -> brokerPort(data));
        var demo =
            Demo.start(
                data,
                Map.of("ARXOS_TAP_PORT", Integer.toString(tap.port())),
                "--site",
                Probe.siteWithProbe(folder).toString());
        var page = new Page(1440, 900)) {
      page.open(demo.text("login"));
      try (var probe = new Probe(brokerPort(data))) {
        seesAValueChange(page);
        changesTheSetPointAndSeesTheRoomFollow(page, demo);
        givesTheSetPointBack(page, demo);
        cutsTheLinkForAMinute(page, demo);
        demo.killAndAwaitReturn("gateway");
        demo.killAndAwaitReturn("cloud");
        page.screenshot("after-the-kills");
      }
      everythingAcknowledgedIsStored(demo, tap);
      auditIsClean(demo);
    }
  }

  private static void seesAValueChange(Page page) throws Exception {
    String point = ROOM + "air-temp";
    Await.until(FEW_MINUTES, "a temperature on the page", () -> page.number(point) > 0, () -> "");
    double before = page.number(point);
    Await.until(
        FEW_MINUTES, "the temperature changes", () -> page.number(point) != before, () -> "");
    page.screenshot("overview");
  }

  private static void changesTheSetPointAndSeesTheRoomFollow(Page page, Demo demo)
      throws Exception {
    double roomBefore = page.number(ROOM + "air-temp");
    double wanted = 24.5;
    page.open(demo.text("page") + "/?b=hofgarten&point=" + ROOM + "temp-setpoint");
    page.byTestId("value").fill(Double.toString(wanted));
    page.byTestId("duration")
        .locator("input")
        .first()
        .check(new Locator.CheckOptions().setForce(true));
    page.byTestId("reason").fill("A visitor feels cold");
    page.byTestId("submit").click();
    Await.until(
        FEW_MINUTES,
        "the command is verified",
        () -> "verified".equals(page.byTestId("command-state").getAttribute("data-state")),
        demo::logs);
    page.screenshot("set-point-verified");
    page.open(demo.text("page") + "/");
    Await.until(
        Duration.ofMinutes(5),
        "the room follows its set-point",
        () -> page.number(ROOM + "air-temp") > roomBefore + 0.5,
        () -> "it is " + page.number(ROOM + "air-temp") + ", was " + roomBefore);
    page.screenshot("room-follows");
  }

  private static void givesTheSetPointBack(Page page, Demo demo) throws Exception {
    page.byTestId("give-back").first().click();
    Await.until(
        FEW_MINUTES,
        "the set-point is what it was",
        () -> page.number(ROOM + "temp-setpoint") == 21,
        demo::logs);
  }

  private static void cutsTheLinkForAMinute(Page page, Demo demo) throws Exception {
    demo.verb("cut");
    Await.pause(Duration.ofSeconds(60));
    page.screenshot("link-cut");
    assertTrue(
        page.byTestId("gateway-link").getAttribute("data-state").equals("cut"),
        "the page says that the gateway is not heard");
    demo.verb("restore");
    Await.until(
        FEW_MINUTES,
        "the page hears the gateway again",
        () -> "connected".equals(page.byTestId("gateway-link").getAttribute("data-state")),
        demo::logs);
  }

  static void everythingAcknowledgedIsStored(Demo demo, MqttTap tap) throws Exception {
    Await.until(
        FEW_MINUTES,
        "every acknowledged delivery is in the store",
        () -> {
          var verdict = Probe.compare(tap, export(demo));
          return verdict.accepted() > 500 && verdict.lost().isEmpty();
        },
        () -> verdictOf(demo, tap) + "\n" + demo.logs());
    assertEquals("[]", Probe.compare(tap, export(demo)).doubled().toString());
  }

  static void auditIsClean(Demo demo) throws Exception {
    Commands.Said audit =
        Commands.arxos("cloud", "audit", "--json", "--data", demo.data() + "/cloud");
    assertEquals(0, audit.code(), audit::toString);
  }

  static String export(Demo demo) throws Exception {
    Commands.Said said =
        Commands.arxos("cloud", "export", "--point", Probe.POINT, "--data", demo.data() + "/cloud");
    assertEquals(0, said.code(), said::toString);
    return said.out();
  }

  private static String verdictOf(Demo demo, MqttTap tap) {
    try {
      return Probe.compare(tap, export(demo)).toString();
    } catch (Exception e) {
      return e.toString();
    }
  }

  static int brokerPort(Path data) {
    try {
      String ready = Files.readString(data.resolve("run").resolve("sim.json"));
      return JsonMapper.builder().build().readTree(ready).path("mqtt").asInt();
    } catch (java.io.IOException e) {
      return 0;
    }
  }
}
