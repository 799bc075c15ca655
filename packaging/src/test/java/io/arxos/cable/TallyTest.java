package io.arxos.cable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TallyTest {
  @Test
  void countsNumbersAndTellsStrangeTextsApart() {
    Tally tally = new Tally();
    tally.add("7");
    tally.add("7");
    tally.add("123456");
    tally.add("7.5");
    tally.add("99999999");
    assertEquals(2, tally.of(7));
    assertEquals(1, tally.of(123_456));
    assertEquals(0, tally.of(8));
    assertEquals(2, tally.distinct());
    assertEquals(123_456, tally.highest());
    assertEquals(2, tally.strange());
  }
}
