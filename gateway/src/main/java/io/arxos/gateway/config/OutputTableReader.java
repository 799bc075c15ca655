package io.arxos.gateway.config;

import io.arxos.driver.Settings;
import io.arxos.gateway.config.OutputTable.Action;
import io.arxos.gateway.config.PointConfig.Band;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the output table of a command point.
final class OutputTableReader {
  private final Settings table;
  private final Band limits;
  private final List<String> states;

  private OutputTableReader(Settings table, Band limits, List<String> states) {
    this.table = table;
    this.limits = limits;
    this.states = states;
  }

  /// Null when there is none, which is reported.
  static @Nullable OutputTable read(
      Settings point, @Nullable Settings table, Band limits, List<String> states) {
    if (table == null) {
      point.problem(
          "outputs",
          "missing key outputs: what this output does in each failure"
              + " (power-up, before-first-input, input-stale, stopped, journal-failed, cloud-lost,"
              + " update)");
      return null;
    }
    var reader = new OutputTableReader(table, limits, states);
    var read =
        new OutputTable(
            reader.action("power-up", false),
            reader.action("before-first-input", false),
            reader.action("input-stale", false),
            reader.action("stopped", false),
            reader.action("journal-failed", true),
            reader.action("cloud-lost", true),
            reader.action("update", false));
    table.done();
    return read;
  }

  private Action action(String key, boolean mayCarryOn) {
    if (!table.has(key)) {
      table.text(key);
      return new Action.Hold();
    }
    Object value = table.plain(key);
    if ("hold".equals(value)) {
      return new Action.Hold();
    }
    if ("carry-on".equals(value) && mayCarryOn) {
      return new Action.CarryOn();
    }
    Double number = number(value);
    if (number == null || !limits.contains(number)) {
      table.problem(key, key + " is \"" + value + "\"; it must be " + allowed(mayCarryOn));
      return new Action.Hold();
    }
    return new Action.Go(number);
  }

  private @Nullable Double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> Double.valueOf(number.doubleValue());
      case Boolean flag when states.size() == 2 -> Double.valueOf(flag ? 1 : 0);
      case String name when states.contains(name) -> Double.valueOf(states.indexOf(name));
      case null, default -> null;
    };
  }

  private String allowed(boolean mayCarryOn) {
    String names = states.isEmpty() ? "" : ", one of " + String.join(", ", states);
    return PointReader.shown(limits) + names + (mayCarryOn ? ", hold or carry-on" : " or hold");
  }
}
