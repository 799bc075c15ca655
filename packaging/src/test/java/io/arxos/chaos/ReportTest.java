package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private final Report report = new Report(7);

  @Test
  void nothingLostAndNothingDoubledIsClean() {
    report.compared(new Verdict(10, 10, List.of(), List.of()), 10, 0);
    assertTrue(report.clean());
  }

  @Test
  void whatTheLedgerListsIsNotLost() {
    report.compared(new Verdict(10, 8, List.of(3, 4), List.of()), 10, 2);
    assertTrue(report.clean());
    assertEquals(2, report.json().path("in_ledger").asInt());
    assertEquals(0, report.json().path("lost").asInt());
  }

  @Test
  void oneMoreMissingThanListedIsLost() {
    report.compared(new Verdict(10, 7, List.of(3, 4, 5), List.of()), 10, 2);
    assertFalse(report.clean());
    assertEquals(1, report.json().path("lost").asInt());
  }

  @Test
  void doubledIsAViolation() {
    report.compared(new Verdict(10, 10, List.of(), List.of(6)), 10, 0);
    assertFalse(report.clean());
    assertEquals(1, report.json().path("violations").size());
  }
}
