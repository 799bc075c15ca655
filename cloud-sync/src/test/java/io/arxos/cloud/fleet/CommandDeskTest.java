package io.arxos.cloud.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Backend;
import io.arxos.cloud.SiteWire;
import io.arxos.cloud.fleet.CommandDesk.Outcome;
import io.arxos.cloud.fleet.CommandDesk.Wish;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandDeskTest {
  private static final long NOW_US = 1_795_176_000_000_000L;

  private final String building =
      "desk" + Integer.toHexString(ThreadLocalRandom.current().nextInt() & 0xfffffff);
  private final String gateway = building + "-1";
  private final List<Command.Order> sent = new ArrayList<>();
  private boolean connected = true;
  private Fleet fleet;
  private CommandDesk desk;

  CommandDeskTest() {
    fleet = new Fleet(Backend.store());
    desk =
        new CommandDesk(
            fleet,
            order -> {
              if (connected) {
                sent.add(order);
              }
              return connected ? "" : "It is not connected; nothing was sent.";
            },
            new SecureRandom());
  }

  @BeforeEach
  void building() throws Exception {
    SiteWire.makeKnown(fleet, building, NOW_US - 1);
  }

  @Test
  void commandIsSentAndEveryStepIsKept() throws Exception {
    Command command = sent(building + "/room/setpoint", new PointValue.Num(22));
    assertEquals(Command.State.PENDING, command.state());
    assertEquals(List.of(command.order()), sent);
    assertEquals(3_600_000, command.order().leaseMs());

    String id = command.order().id();
    for (var state :
        List.of(Command.State.ACCEPTED, Command.State.APPLIED, Command.State.VERIFIED)) {
      fleet.commands().step(gateway, id, new Command.Step(state, NOW_US + 1, ""));
    }
    Command done = fleet.commands().get(id).orElseThrow();
    assertEquals(Command.State.VERIFIED, done.state());
    assertEquals(4, done.steps().size());
  }

  // A write that waits for a gateway to come back would act on a building nobody looks at any more.
  @Test
  void gatewayThatIsNotConnectedGetsNothingLater() throws Exception {
    connected = false;
    var offline =
        assertInstanceOf(
            Outcome.Offline.class,
            desk.issue(wish(building + "/room/setpoint", new PointValue.Num(22)), "Ada", NOW_US));
    assertEquals("It is not connected; nothing was sent.", offline.why());
    connected = true;
    desk.sweep(NOW_US + 1);
    assertEquals(List.of(), sent);
  }

  @Test
  void commandThatNobodyAnswersExpires() throws Exception {
    String id = sent(building + "/room/setpoint", new PointValue.Num(22)).order().id();
    desk.sweep(NOW_US + 39_000_000);
    assertEquals(Command.State.PENDING, state(id));
    desk.sweep(NOW_US + 41_000_000);
    assertEquals(Command.State.EXPIRED, state(id));
    assertEquals("no answer", fleet.commands().get(id).orElseThrow().detail());
  }

  @Test
  void commandOfABrokenConnectionIsVoid() throws Exception {
    String id = sent(building + "/room/setpoint", new PointValue.Num(22)).order().id();
    long session = fleet.beginSession(gateway, new byte[16], NOW_US);
    fleet.endSession(gateway, session, NOW_US + 10);
    fleet.beginSession(gateway, new byte[16], NOW_US + 20);
    desk.sweep(NOW_US + 30);
    assertEquals(Command.State.EXPIRED, state(id));
  }

  @Test
  void acceptedCommandIsLeftToTheGateway() throws Exception {
    String id = sent(building + "/room/setpoint", new PointValue.Num(22)).order().id();
    fleet.commands().step(gateway, id, new Command.Step(Command.State.ACCEPTED, NOW_US + 1, ""));
    desk.sweep(NOW_US + 100_000_000);
    assertEquals(Command.State.ACCEPTED, state(id));
  }

  @Test
  void givingBackNeedsNoDuration() throws Exception {
    var wish = new Wish(building + "/room/setpoint", null, 9, 0, "Give back now");
    assertInstanceOf(Outcome.Sent.class, desk.issue(wish, "Ada", NOW_US));
    assertEquals(1, sent.size());
  }

  @Test
  void pointWithTwoStatesIsWrittenAsOnOrOff() throws Exception {
    assertEquals(
        new PointValue.Bool(true),
        sent(building + "/room/lamp", new PointValue.Num(1)).order().value());
  }

  @ParameterizedTest
  @CsvSource({
    "temp, 20, 3600, 9, 'because|cannot be written'",
    "setpoint, 14, 3600, 9, 'because|15 to 26 °C'",
    "setpoint, 27, 3600, 9, 'because|15 to 26 °C'",
    "setpoint, 20, 0, 9, 'because|between 1 second and 7 days'",
    "setpoint, 20, 604801, 9, 'because|between 1 second and 7 days'",
    "setpoint, 20, 3600, 8, 'because|levels 9 to 16'",
    "setpoint, 20, 3600, 17, 'because|levels 9 to 16'",
    "setpoint, 20, 3600, 9, ' |a reason is needed'",
    "lamp, 2, 3600, 9, 'because|one of: off, on'"
  })
  void wishesThatCannotBeAreRefusedInWords(
      String point, double value, long lease, int level, String rest) throws Exception {
    String[] words = rest.split("\\|", 2);
    check(
        new Wish(building + "/room/" + point, new PointValue.Num(value), level, lease, words[0]),
        words[1]);
  }

  private void check(Wish wish, String words) throws Exception {
    var invalid = assertInstanceOf(Outcome.Invalid.class, desk.issue(wish, "Ada", NOW_US));
    assertTrue(invalid.why().contains(words), invalid.why());
    assertEquals(List.of(), sent);
  }

  @Test
  void longReasonsAndTextsAndUnknownPointsAreRefused() throws Exception {
    var value = new PointValue.Num(20);
    check(new Wish(building + "/room/setpoint", value, 9, 10, "x".repeat(201)), "too long");
    check(
        new Wish(building + "/room/setpoint", new PointValue.Text("warm"), 9, 10, "x"),
        "takes a number");
    check(
        new Wish(building + "/room/setpoint", new PointValue.Bool(true), 9, 10, "x"),
        "takes a number");
    assertInstanceOf(
        Outcome.UnknownPoint.class,
        desk.issue(new Wish(building + "/room/nothing", value, 9, 10, "x"), "Ada", NOW_US));
  }

  private Command sent(String point, PointValue value) throws Exception {
    return assertInstanceOf(Outcome.Sent.class, desk.issue(wish(point, value), "Ada", NOW_US))
        .command();
  }

  private static Wish wish(String point, PointValue value) {
    return new Wish(point, value, CommandDesk.LEVEL_DEFAULT, 3_600, "too cold");
  }

  private Command.State state(String id) throws Exception {
    return fleet.commands().get(id).orElseThrow().state();
  }
}
