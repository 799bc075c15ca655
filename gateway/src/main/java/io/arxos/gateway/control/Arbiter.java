package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one place where it is decided what every writable point shall be. Loops, people and the
/// cloud write levels; nobody writes a device except from what is decided here. Used by the control
/// thread only.
final class Arbiter {
  private final ControlPlan plan;
  private final Map<PointId, PriorityArray> arrays = new LinkedHashMap<>();

  Arbiter(ControlPlan plan) {
    this.plan = plan;
    plan.points().keySet().forEach(point -> arrays.put(point, new PriorityArray()));
  }

  void write(PointId point, Entry entry) {
    array(point).write(entry);
  }

  /// Gives a level back. Returns what was held there.
  @Nullable Entry relinquish(PointId point, int level) {
    return array(point).relinquish(level);
  }

  @Nullable Entry at(PointId point, int level) {
    return array(point).at(level);
  }

  /// The highest held level, or the relinquish default; then the limits.
  Decision decide(PointId point) {
    WritablePoint described = plan.point(point);
    Entry winner = array(point).winner();
    return new Decision(
        described.clamp(winner == null ? described.relinquishDefault() : winner.value()), winner);
  }

  /// Gives back every level whose lease has ended.
  ///
  /// @return those that were in hand, for the log
  List<Hold> expire(Moment now) {
    List<Hold> returned = new ArrayList<>();
    arrays.forEach((point, array) ->
        array.expire(now).stream()
            .filter(Entry::inHand)
            .forEach(entry -> returned.add(entry.hold(point))));
    return returned;
  }

  /// What is in hand: every level that somebody or something above the loops holds, also those that
  /// a higher level hides.
  List<Hold> holds() {
    List<Hold> holds = new ArrayList<>();
    arrays.forEach((point, array) -> array.inHand().forEach(entry -> holds.add(entry.hold(point))));
    return holds;
  }

  /// The same, with what each lease has left.
  List<ControlMemory.Kept> kept(Moment now) {
    List<ControlMemory.Kept> kept = new ArrayList<>();
    arrays.forEach((point, array) ->
        array
            .inHand()
            .forEach(entry ->
                kept.add(
                    new ControlMemory.Kept(entry.hold(point), entry.lease().leftMicros(now)))));
    return kept;
  }

  private PriorityArray array(PointId point) {
    PriorityArray array = arrays.get(point);
    if (array == null) {
      throw new IllegalArgumentException(point + " is not writable");
    }
    return array;
  }
}
