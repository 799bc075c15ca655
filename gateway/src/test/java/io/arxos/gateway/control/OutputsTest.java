package io.arxos.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value.Num;
import io.arxos.driver.WriteResult;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutputsTest {
  private static final long MINUTE = OutputChannel.REASSERT_NANOS_MAX;

  private final TestBuilding.Devices devices = new TestBuilding.Devices();
  private final TestBuilding.Later bus = new TestBuilding.Later();

  // Each answer once counted as one of forty steps of waiting: the outputs of a large building
  // beyond the fortieth were abandoned, and their calls interrupted.
  @Test
  void theLastWriteReachesEveryOutputOfALargeBuilding() throws InterruptedException {
    Outputs outputs = outputs(100, Runnable::run);
    outputs.channels().forEach(channel -> channel.want(new Num(50)));
    outputs.finish(new Moment(0, 0));
    for (OutputChannel channel : outputs.channels()) {
      assertInstanceOf(OutputState.Confirmed.class, channel.state(), channel.id()::path);
    }
  }

  // An output that is just being written again, or read, looks settled; the process must not end
  // before its last write has begun.
  @Test
  void theLastWriteComesAfterACallThatIsUnderWay() throws InterruptedException {
    boolean[] slow = {false};
    Outputs outputs = outputs(1, task -> (slow[0] ? bus : (Executor) Runnable::run).execute(task));
    OutputChannel valve = outputs.channels().iterator().next();
    valve.want(new Num(50));
    outputs.start(new Moment(0, 0));
    outputs.takeAnswers(new Moment(0, 0));

    slow[0] = true;
    outputs.start(new Moment(MINUTE, 0));
    assertEquals(1, bus.waiting(), "it is written again after a minute");
    slow[0] = false;
    valve.want(new Num(0));
    bus.runAll();
    outputs.finish(new Moment(MINUTE, 0));
    assertEquals(new Num(0), devices.values.get(valve.id()));
  }

  // A register of whole per cents reads 45 when 45.4 was written. That is no fault of the valve.
  @Test
  void aCoarseDeviceIsConfirmed() {
    Outputs outputs = outputs(1, Runnable::run);
    OutputChannel valve = outputs.channels().iterator().next();
    valve.want(new Num(45.4));
    outputs.start(new Moment(0, 0));
    outputs.takeAnswers(new Moment(0, 0));
    valve.begin(OutputChannel.Need.READ, MINUTE / 2);
    var written = new WriteResult.Written();
    valve.answered(
        new OutputAnswer(valve.id(), new Num(45.4), written, Reading.good(new Num(45))), MINUTE);
    assertInstanceOf(OutputState.Confirmed.class, valve.state());
    valve.begin(OutputChannel.Need.READ, MINUTE);
    valve.answered(
        new OutputAnswer(valve.id(), new Num(45.4), written, Reading.good(new Num(42))), MINUTE);
    assertInstanceOf(OutputState.Settling.class, valve.state());
  }

  private Outputs outputs(int count, Executor calls) {
    var points =
        IntStream.range(0, count)
            .mapToObj(i ->
                new WritablePoint(
                    new PointId("hq/room-" + i + "/valve"),
                    new Num(0),
                    0,
                    100,
                    TestBuilding.VALVE_TABLE))
            .toList();
    return new Outputs(points, devices, calls);
  }
}
