package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.gateway.config.LoopConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a command may be carried out at all, and if not, why, in words that tell the issuer what
/// would be right.
final class CommandCheck {
  static final int ID_CHARACTERS_MAX = 100;
  static final Duration LEASE_MAX = Duration.ofDays(7);
  static final Duration EXECUTE_WITHIN_MAX = Duration.ofMinutes(5);

  private final ControlPlan plan;
  private final Map<PointId, String> loops = new HashMap<>();

  /// What the check says.
  sealed interface Verdict {
    /// It may be done.
    ///
    /// @param value in the point's type; null gives the level back
    record Fine(PointId point, @Nullable Value value) implements Verdict {}

    record Refused(String why) implements Verdict {}
  }

  CommandCheck(ControlPlan plan) {
    this.plan = plan;
    for (LoopConfig loop : plan.loops()) {
      loops.put(loop.output(), loop.id());
    }
  }

  Verdict check(CommandRequest command) {
    String why = form(command);
    if (!why.isEmpty()) {
      return new Verdict.Refused(why);
    }
    PointId asked = PointId.isValid(command.point()) ? new PointId(command.point()) : null;
    WritablePoint point = asked == null ? null : plan.points().get(asked);
    if (asked == null || point == null) {
      return new Verdict.Refused(notWritable(command.point(), asked));
    }
    String loop = loops.get(asked);
    if (loop != null && command.level() == PriorityArray.LOOPS) {
      return new Verdict.Refused("level 16 of " + asked + " belongs to its loop " + loop);
    }
    return value(point, command.value());
  }

  private static String form(CommandRequest command) {
    if (command.id().isBlank() || command.id().length() > ID_CHARACTERS_MAX) {
      return "the id must have 1 to " + ID_CHARACTERS_MAX + " characters";
    }
    if (command.issuer().isBlank()) {
      return "it does not say who asks";
    }
    if (command.reason().isBlank()) {
      return "it gives no reason";
    }
    if (command.level() < PriorityArray.LOCAL_OPERATOR || command.level() > PriorityArray.LOOPS) {
      return "level " + command.level() + " is not for people; they have 8 (local operator) to 16";
    }
    if (outside(command.executeWithin(), EXECUTE_WITHIN_MAX)) {
      return "execute-within must be above 0 and at most 5 minutes";
    }
    if (command.value() != null && outside(command.lease(), LEASE_MAX)) {
      return "a lease must be above 0 and at most 7 days";
    }
    return "";
  }

  private static boolean outside(Duration asked, Duration max) {
    return asked.isNegative() || asked.isZero() || asked.compareTo(max) > 0;
  }

  private String notWritable(String path, @Nullable PointId asked) {
    if (asked != null && plan.known().contains(asked)) {
      return path + " is not writable";
    }
    List<String> paths = plan.points().keySet().stream().map(PointId::path).toList();
    String suggestion = Settings.suggestion(path, paths);
    return "there is no point "
        + Words.shortened(path, PointId.CHARACTERS_MAX)
        + (suggestion.startsWith("did you mean") ? "; " + suggestion : "");
  }

  private static Verdict value(WritablePoint point, @Nullable Value value) {
    if (value == null) {
      return new Verdict.Fine(point.id(), null);
    }
    Value typed = point.typed(value);
    if (typed == null) {
      return new Verdict.Refused(point.id() + " cannot be " + Words.of(value));
    }
    if (!point.inRange(typed)) {
      return new Verdict.Refused(
          Words.of(typed)
              + " is outside the write range "
              + Words.of(point.min())
              + " to "
              + Words.of(point.max()));
    }
    return new Verdict.Fine(point.id(), typed);
  }
}
