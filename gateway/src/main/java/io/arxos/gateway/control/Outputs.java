package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what was decided to the devices and brings back what they say. Every call to a device
/// runs on the executor (in production one virtual thread each), so that a device that is slow or
/// dead costs the control cycle nothing; answers wait in a queue for the next cycle.
///
/// Used by the control thread only, but for [#ask].
final class Outputs {
  private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);
  private static final int STOP_STEPS_MAX = 40;
  private static final int STOP_STEP_MILLIS = 50;

  private final OutputWriter writer;
  private final Executor executor;
  private final Map<PointId, OutputChannel> channels = new LinkedHashMap<>();
  private final BlockingQueue<OutputAnswer> answers; // one per channel at most

  /// Those whose driver threw: said once, until it does not.
  private final Set<PointId> broken = ConcurrentHashMap.newKeySet();

  Outputs(Collection<WritablePoint> points, OutputWriter writer, Executor executor) {
    this.writer = writer;
    this.executor = executor;
    points.stream()
        .filter(WritablePoint::isOutput)
        .forEach(point -> channels.put(point.id(), new OutputChannel(point)));
    this.answers = new LinkedBlockingQueue<>(Math.max(1, channels.size()));
  }

  Collection<OutputChannel> channels() {
    return channels.values();
  }

  OutputChannel channel(PointId point) {
    OutputChannel channel = channels.get(point);
    if (channel == null) {
      throw new IllegalArgumentException(point + " is not an output");
    }
    return channel;
  }

  /// Takes in what the devices have said since the last cycle.
  void takeAnswers(Moment now) {
    for (OutputAnswer answer = answers.poll(); answer != null; answer = answers.poll()) {
      channel(answer.point()).answered(answer, now.nanos());
    }
    channels.values().forEach(channel -> channel.checkAnswer(now.nanos()));
  }

  /// Starts whatever is due.
  ///
  /// @return how many calls were started
  int start(Moment now) {
    int started = 0;
    for (OutputChannel channel : channels.values()) {
      OutputChannel.Need need = channel.need(now.nanos());
      if (need != OutputChannel.Need.NOTHING) {
        begin(channel, need, now);
        started++;
      }
    }
    return started;
  }

  /// Writes what is wanted last of all and waits for the devices, two seconds of their silence at
  /// most: the process ends. A call that is still under way holds up the last write of its output,
  /// so it is waited for; nothing is asked but to write.
  void finish(Moment now) throws InterruptedException {
    startWrites(now);
    int silent = 0;
    while (silent < STOP_STEPS_MAX && anyUnderWay()) {
      OutputAnswer answer = answers.poll(STOP_STEP_MILLIS, TimeUnit.MILLISECONDS);
      if (answer == null) {
        silent++;
      } else {
        channel(answer.point()).answered(answer, now.nanos());
        startWrites(now);
      }
    }
  }

  private void startWrites(Moment now) {
    for (OutputChannel channel : channels.values()) {
      if (channel.need(now.nanos()) == OutputChannel.Need.WRITE) {
        begin(channel, OutputChannel.Need.WRITE, now);
      }
    }
  }

  private boolean anyUnderWay() {
    return channels.values().stream().anyMatch(OutputChannel::underWay);
  }

  private void begin(OutputChannel channel, OutputChannel.Need need, Moment now) {
    Value value = channel.begin(need, now.nanos());
    executor.execute(() -> ask(channel.id(), need, value));
  }

  private void ask(PointId point, OutputChannel.Need need, Value value) {
    WriteResult result = new WriteResult.Written();
    Reading read = Reading.down("not read");
    try {
      if (need == OutputChannel.Need.WRITE) {
        result = writer.write(point, value);
      }
      if (result instanceof WriteResult.Written) {
        read = writer.readBack(point);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = new WriteResult.Failed("interrupted");
    } catch (RuntimeException e) {
      // By its contract a driver does not throw. One that does must cost its own output only.
      if (broken.add(point)) {
        LOG.error("driver of {} failed while writing; it is tried again", point, e);
      }
      result = new WriteResult.Failed("driver error " + e.getClass().getSimpleName());
    }
    if (!(result instanceof WriteResult.Failed)) {
      broken.remove(point);
    }
    answers.add(new OutputAnswer(point, value, result, read));
  }
}
