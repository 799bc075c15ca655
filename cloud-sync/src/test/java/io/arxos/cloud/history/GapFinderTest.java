package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arxos.block.Columns;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.log.LaneKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Times in seconds; a healthy point reports every 10 s, so up to 15 s is no gap.
final class GapFinderTest {
  private static final long S = 1_000_000;
  private static final int OK = 1;
  private static final int DOWN = 3;

  private final LaneKey lane = Blocks.telemetry("gw");
  private final PointSeries samples = new PointSeries("b/e/p");

  @Test
  void aGapAtTheEndOfASpanIsNotOpenWhenMoreCameLater() {
    var gap =
        new GapFinder(new PointSeries("b/e/p"), circumstances(connected(0)), 10 * S)
            .find(0, 60 * S, false)
            .getFirst();
    assertFalse(gap.open());
  }

  @Test
  void aSteadyPointHasNone() {
    samples(OK, 0, 10, 20, 35, 50);
    assertEquals(List.of(), find(0, 60, connected(0)));
  }

  @Test
  void silenceIsAGapFromTheLastSampleToTheNext() {
    samples(OK, 0, 10, 30, 40);
    assertEquals(
        List.of(new Gap(10 * S, 30 * S, false, "nothing was reported", false)),
        find(0, 50, connected(0)));
  }

  @Test
  void theSampleBeforeTheSpanReachesIntoIt() {
    samples(OK, -8, 5);
    assertEquals(List.of(), find(0, 10, connected(0)));
    assertEquals(
        List.of(new Gap(0, 10 * S, true, "nothing was reported", false)),
        new GapFinder(new PointSeries("b/e/p"), circumstances(connected(0)), 10 * S)
            .find(0, 10 * S, true));
  }

  @Test
  void whatADisconnectedGatewayHoldsWillCome() {
    samples(OK, 0, 10);
    assertEquals(
        List.of(new Gap(10 * S, 60 * S, true, "gw is not connected", true)),
        find(0, 60, gateway(false, 0)));
  }

  @Test
  void whatIsBeingUploadedWillCome() {
    samples(OK, 0, 10);
    assertEquals(
        List.of(new Gap(10 * S, 60 * S, true, "gw is still uploading it", true)),
        find(0, 60, connected(11)));
  }

  @Test
  void betweenTwoStartsTheGatewayWasNotRunning() {
    samples(OK, 0, 10, 50, 60);
    var gaps =
        new GapFinder(
                samples,
                new Circumstances(List.of(connected(0)), List.of(49 * S), List.of()),
                10 * S)
            .find(0, 60 * S, true);
    assertEquals(
        List.of(new Gap(10 * S, 50 * S, false, "the gateway was not running", false)), gaps);
  }

  @Test
  void theLedgersReasonGoesBeforeAllOthers() {
    samples(OK, 0, 10, 50, 60);
    var lost = new Circumstances.LostSpan(12 * S, 40 * S, "evicted");
    var gaps =
        new GapFinder(
                samples,
                new Circumstances(List.of(connected(0)), List.of(49 * S), List.of(lost)),
                10 * S)
            .find(0, 60 * S, true);
    assertEquals(List.of(new Gap(10 * S, 50 * S, false, "lost: evicted", false)), gaps);
  }

  @Test
  void aDeviceThatIsDownHasNoDataUntilItIsUpAgain() {
    samples(OK, 0, 10);
    samples(DOWN, 15, 25);
    samples(OK, 35, 45);
    assertEquals(
        List.of(new Gap(15 * S, 35 * S, false, "the device is silent", false)),
        find(0, 50, connected(0)));
    assertEquals(0.6, PointHistory.coverage(find(0, 50, connected(0)), 0, 50 * S), 1e-9);
  }

  private List<Gap> find(long from, long to, GatewayState gateway) {
    return new GapFinder(samples, circumstances(gateway), 10 * S).find(from * S, to * S, true);
  }

  private static Circumstances circumstances(GatewayState gateway) {
    return new Circumstances(List.of(gateway), List.of(), List.of());
  }

  private static GatewayState connected(long backlogSince) {
    return gateway(true, backlogSince);
  }

  private static GatewayState gateway(boolean connected, long backlogSince) {
    var report =
        new GatewayState.Report(
            0, "synchronised", backlogSince > 0 ? 5 : 0, backlogSince * S, 0, 0, 1, 0, 1, 1, 0, "");
    return new GatewayState("gw", "b", connected, 0, 0, null, 0, report);
  }

  private void samples(int status, long... seconds) {
    for (long second : seconds) {
      var columns = new Columns();
      columns.addNumber(new Columns.Stamp("b/e/p", second * S, 0, status, ""), second);
      samples.add(lane, second + 100, columns, 0);
    }
  }
}
