package io.arxos.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Num;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.sampling.ProcessImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TwoPointLoopTest {
  private static final PointId A = new PointId("hq/a/valve");
  private static final PointId B = new PointId("hq/b/valve");

  private final TwoPointLoop pump =
      new TwoPointLoop(
          new LoopConfig.TwoPoint("pump", List.of(A, B), TestBuilding.PUMP, 5, 2),
          new WritablePoint(TestBuilding.PUMP, new Bool(false), 0, 1, TestBuilding.VALVE_TABLE));
  private final Map<PointId, ProcessImage.Current> image = new HashMap<>();

  @Test
  void runsOnTheGreatestInputWithHysteresis() {
    assertRuns(false, 0, 0);
    assertRuns(false, 5, 0);
    assertRuns(true, 5.1, 0);
    assertRuns(true, 3, 2);
    assertRuns(true, 2, 2);
    assertRuns(false, 1.9, 1.9);
    assertRuns(false, 3, 4);
    assertRuns(true, 0, 6);
  }

  @Test
  void oneValveThatAsksIsEnoughEvenWhileAnotherIsSilent() {
    reads(A, 50, Status.OK);
    reads(B, 0, Status.DOWN);
    assertRuns(true);
  }

  // B may be wide open, so nobody knows that the pump may stop: the output table decides.
  @Test
  void doesNotStopOnHalfOfTheTruth() {
    reads(A, 0, Status.OK);
    reads(B, 0, Status.DOWN);
    var proposal = assertInstanceOf(Proposal.NoInput.class, propose());
    assertEquals("hq/b/valve is down (silent)", proposal.why());

    reads(B, 0, Status.OK); // control: with both it knows
    assertRuns(false);
  }

  @Test
  void staysAsAPersonHasLeftItInsideTheBand() {
    assertRuns(false, 3, 3);
    pump.follow(new Bool(true));
    assertRuns(true, 3, 3);
  }

  private void assertRuns(boolean expected, double a, double b) {
    reads(A, a, Status.OK);
    reads(B, b, Status.OK);
    assertRuns(expected);
  }

  private void assertRuns(boolean expected) {
    assertEquals(new Proposal.Drive(new Bool(expected)), propose());
  }

  private Proposal propose() {
    return pump.propose(new LoopInputs(new ProcessImage.Snapshot(image), Map.of()), 1);
  }

  private void reads(PointId point, double value, Status status) {
    String reason = status == Status.OK ? "" : "silent";
    image.put(point, new ProcessImage.Current(point, new Num(value), status, reason, false, 0, 0));
  }
}
