package io.arxos.simulation;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.Sample;
import java.util.ArrayList;
import java.util.List;

/// Makes readings, each of a value that occurs once.
final class Readings {
  private Readings() {}

  /// @param reasonChars how long the text of each is
  static List<Sample> of(List<Long> values, SimClock clock, Chance chance, int reasonChars) {
    var samples = new ArrayList<Sample>();
    for (long value : values) {
      samples.add(
          new Sample(
              new PointId("b/e/p" + value % 3),
              new Value.Int(value),
              Status.OK,
              0,
              reason(chance, reasonChars),
              clock.wallMicros(),
              clock.nanos() / 1_000));
    }
    return samples;
  }

  private static String reason(Chance chance, int chars) {
    var text = new StringBuilder();
    while (text.length() < chars) {
      text.append(Long.toString(chance.random().nextLong() >>> 1, 36));
    }
    return text.toString();
  }
}
