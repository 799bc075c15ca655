package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One output and what its device makes of it. At most one call to the device is under way; while
/// it is, only the newest wish is remembered. Used by the control thread only.
final class OutputChannel {
  static final long REASSERT_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  static final long SETTLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
  static final long ANSWER_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

  /// What to ask of the device next.
  enum Need {
    NOTHING,
    WRITE,
    READ
  }

  private final WritablePoint point;
  private OutputState state = new OutputState.Untouched();
  private @Nullable Value wanted;
  private @Nullable Value written;
  private @Nullable Value lastRead;
  private boolean underWay;
  private long askedNanos;
  private long writtenNanos;
  private boolean disagrees;
  private long stillSinceNanos;
  private boolean failing;
  private long failingSinceNanos;

  OutputChannel(WritablePoint point) {
    this.point = point;
  }

  PointId id() {
    return point.id();
  }

  OutputState state() {
    return state;
  }

  /// What was last asked for; null when nothing was since the start.
  @Nullable Value wanted() {
    return wanted;
  }

  /// How long the device has taken nothing, in nanoseconds; 0 while it does.
  long failingFor(long nanos) {
    return state instanceof OutputState.Failed && failing ? nanos - failingSinceNanos : 0;
  }

  /// Whether what is wanted now is also what the state speaks of.
  boolean settledOn(Value value) {
    return written != null && point.same(written, value);
  }

  /// Whether a call to the device has not ended.
  boolean underWay() {
    return underWay;
  }

  void want(Value value) {
    wanted = value;
  }

  /// What is due, by the changed wish, the time since the last write, or the state.
  Need need(long nanos) {
    if (wanted == null || underWay) {
      return Need.NOTHING;
    }
    long sinceWrite = nanos - writtenNanos;
    if (written == null || !point.same(written, wanted) || sinceWrite >= REASSERT_NANOS_MAX) {
      return Need.WRITE;
    }
    return switch (state) {
      case OutputState.Failed _ -> sinceWrite >= RETRY_NANOS ? Need.WRITE : Need.NOTHING;
      case OutputState.Settling _ -> Need.READ;
      case OutputState.Untouched _,
          OutputState.Writing _,
          OutputState.Confirmed _,
          OutputState.Unverifiable _,
          OutputState.Mismatch _ ->
          Need.NOTHING;
    };
  }

  /// A call to the device begins.
  ///
  /// @return the value to write, or to compare with what is read
  Value begin(Need need, long nanos) {
    Value value = need == Need.WRITE ? wanted : written;
    if (value == null || underWay) {
      throw new IllegalStateException(id() + ": nothing to ask of the device");
    }
    underWay = true;
    askedNanos = nanos;
    if (need == Need.WRITE) {
      boolean repeated = written != null && point.same(written, value);
      written = value;
      writtenNanos = nanos;
      if (!repeated) {
        state = new OutputState.Writing(value);
      }
    }
    return value;
  }

  /// The call has ended.
  void answered(OutputAnswer answer, long nanos) {
    underWay = false;
    switch (answer.result()) {
      case WriteResult.Refused(String reason) ->
          failed(answer.value(), "refused: " + reason, nanos);
      case WriteResult.Failed(String reason) -> failed(answer.value(), reason, nanos);
      case WriteResult.Written _ -> {
        failing = false;
        state = compared(answer, nanos);
      }
    }
  }

  /// A device that never answers at all must not look like one that is being written.
  void checkAnswer(long nanos) {
    if (underWay && written != null && nanos - askedNanos >= ANSWER_NANOS_MAX) {
      failed(written, "the device does not answer", askedNanos);
    }
  }

  private void failed(Value value, String reason, long sinceNanos) {
    if (!failing) {
      failing = true;
      failingSinceNanos = sinceNanos;
    }
    state = new OutputState.Failed(value, reason);
  }

  /// A device that agrees is confirmed. One that does not may be on its way there, however often
  /// the wish changes meanwhile; only one that has stopped moving is a mismatch.
  private OutputState compared(OutputAnswer answer, long nanos) {
    return switch (answer.read()) {
      case Reading.Bad bad -> new OutputState.Unverifiable(answer.value(), bad.reason());
      case Reading.Good(Value read, _) -> {
        boolean moved = lastRead == null || !point.same(lastRead, read);
        lastRead = read;
        if (point.confirms(answer.value(), read)) {
          disagrees = false;
          yield new OutputState.Confirmed(answer.value(), read);
        }
        if (moved || !disagrees) {
          stillSinceNanos = nanos;
        }
        disagrees = true;
        yield nanos - stillSinceNanos >= SETTLE_NANOS_MAX
            ? new OutputState.Mismatch(answer.value(), read)
            : new OutputState.Settling(answer.value(), read);
      }
    };
  }
}
