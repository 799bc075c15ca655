package io.arxos.driver.sim.building;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// One recorded day of a real air handler, minute by minute. The source and licence of the
/// recording stand beside the resource.
final class RecordedDay {
  static final int MINUTES = 1440;

  /// The recording's columns, in its order after the time. Temperatures in °F, signals 0..1.
  enum Column {
    SUPPLY_AIR,
    HEATING_SETPOINT,
    COOLING_SETPOINT,
    OUTDOOR_AIR,
    MIXED_AIR,
    RETURN_AIR,
    FAN,
    FAN_SPEED,
    OUTDOOR_DAMPER,
    RETURN_DAMPER,
    EXHAUST_DAMPER,
    COOLING_VALVE,
    HEATING_VALVE,
    OCCUPIED
  }

  private static final String RESOURCE = "szvav-2017-09-21.csv";

  private final double[][] values;

  private RecordedDay(double[][] values) {
    this.values = values;
  }

  static RecordedDay load() {
    InputStream stream = Objects.requireNonNull(RecordedDay.class.getResourceAsStream(RESOURCE));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return parse(reader.lines().skip(1).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static RecordedDay parse(List<String> rows) {
    if (rows.size() != MINUTES) {
      throw new IllegalStateException(RESOURCE + " has " + rows.size() + " rows");
    }
    double[][] values = new double[Column.values().length][MINUTES];
    for (int minute = 0; minute < MINUTES; minute++) {
      String[] cells = rows.get(minute).split(",", -1);
      for (int column = 0; column < values.length; column++) {
        values[column][minute] = Double.parseDouble(cells[column + 1]);
      }
    }
    return new RecordedDay(values);
  }

  /// The value at a minute of the day, between two rows on the straight line; the last minute leads
  /// back to the first.
  ///
  /// @param minute `[0, 1440)`
  double at(Column column, double minute) {
    double[] series = values[column.ordinal()];
    int before = (int) minute;
    double part = minute - before;
    return series[before] * (1 - part) + series[(before + 1) % MINUTES] * part;
  }

  /// A state at a minute of the day: what the row says until the next.
  boolean isOn(Column column, double minute) {
    return values[column.ordinal()][(int) minute] > 0.5;
  }
}
