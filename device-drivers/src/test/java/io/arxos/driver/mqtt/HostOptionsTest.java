package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HostOptionsTest {
  private final List<Problem> problems = new ArrayList<>();

  private HostOptions of(Map<String, ?> settings) {
    return HostOptions.of(Settings.of(settings, problems::add));
  }

  @Test
  void reorderTimeoutIsASetting() {
    assertEquals(
        Duration.ofSeconds(7), of(Map.of("sparkplug-reorder-timeout", "7s")).reorderTimeout());
    assertEquals(Duration.ofSeconds(2), of(Map.of()).reorderTimeout());
    assertEquals(List.of(), problems);
  }

  @Test
  void mistakesAreTold() {
    of(Map.of("sparkplug-host-id", "a/b"));
    of(Map.of("sparkplug-host-id", "a", "read-only", true));
    of(Map.of("sparkplug-reorder-timeout", "2m"));
    assertEquals(3, problems.size(), problems::toString);
  }
}
