package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class VitalsTest {
  @Test
  void readsWhatTheGatewayExposes() {
    String metrics =
        """
        # HELP arxos_cloud_backlog_samples journaled and not yet stored in the cloud
        # TYPE arxos_cloud_backlog_samples gauge
        arxos_cloud_backlog_samples 1.2E3
        arxos_cloud_connected 1.0
        arxos_journal_up 0.0
        arxos_points{status="ok"} 20.0
        """;
    assertEquals(new Vitals(true, false, 1_200), Vitals.parse(metrics));
  }

  @Test
  void anEmptyPageIsNoGoodSign() {
    assertEquals(new Vitals(false, false, Long.MAX_VALUE), Vitals.parse(""));
  }
}
