package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.cloud.Blocks;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThinningTest {
  private static final int COUNT = 10_000;

  @Test
  void keepsTheExtremesTheEndsAndBothSidesOfAGap() {
    var gap = new Gap(4_321_000_000L, 4_322_000_000L, false, "x", false);
    var thin = Thinning.thin(history(List.of(gap)), 200).samples();
    assertTrue(thin.size() <= 202, thin.size() + " samples");
    var times = IntStream.range(0, thin.size()).mapToLong(thin::timeUs).boxed().toList();
    assertTrue(times.containsAll(List.of(0L, (COUNT - 1) * 1_000_000L)), "the ends");
    assertTrue(times.containsAll(List.of(4_321_000_000L, 4_322_000_000L)), "the gap");
    assertTrue(times.stream().sorted().toList().equals(times), "in order");
    assertEquals(1e6, IntStream.range(0, thin.size()).mapToDouble(thin::number).max().orElse(0));
    assertEquals(-1e6, IntStream.range(0, thin.size()).mapToDouble(thin::number).min().orElse(0));
  }

  @Test
  void fewSamplesStayAsTheyAre() {
    var history = history(List.of());
    assertSame(history, Thinning.thin(history, COUNT));
  }

  private static PointHistory history(List<Gap> gaps) {
    var series = new PointSeries("b/e/p");
    var lane = Blocks.telemetry("gw");
    for (int i = 0; i < COUNT; i++) {
      var columns = new Columns();
      double value = i == 5_001 ? 1e6 : i == 5_003 ? -1e6 : Math.sin(i / 100.0);
      columns.addNumber(new Columns.Stamp("b/e/p", i * 1_000_000L, 0, 1, ""), value);
      series.add(lane, i + 1, columns, 0);
    }
    return new PointHistory(series, 0, COUNT * 1_000_000L, gaps, 1);
  }
}
