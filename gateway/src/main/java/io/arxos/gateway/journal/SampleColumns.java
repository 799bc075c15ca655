package io.arxos.gateway.journal;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import java.util.List;

/// Samples as the columns of a block.
final class SampleColumns {
  private static final int REASON_CHARACTERS_MAX = 200;

  private SampleColumns() {}

  static Columns of(List<Sample> samples) {
    var columns = new Columns();
    for (Sample sample : samples) {
      var stamp = stamp(sample);
      switch (sample.value()) {
        case null -> columns.addNone(stamp);
        case Num(double value) -> columns.addNumber(stamp, value);
        case Int(long value) -> columns.addInteger(stamp, value);
        case Bool(boolean value) -> columns.addBoolean(stamp, value);
        case Text(String value) -> columns.addText(stamp, value);
      }
    }
    return columns;
  }

  private static Stamp stamp(Sample sample) {
    String reason = sample.reason();
    return new Stamp(
        sample.point().path(),
        sample.wallMicros(),
        sample.monoMicros(),
        // The wire's numbers begin at 1; 0 says nothing.
        sample.status().ordinal() + 1 | sample.flags(),
        reason.length() <= REASON_CHARACTERS_MAX
            ? reason
            : reason.substring(0, REASON_CHARACTERS_MAX));
  }
}
