package io.arxos.driver.mqtt;

import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.sparkplug.HostState;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this driver is to Sparkplug nodes.
///
/// @param id by which nodes know us as their primary host; empty: we only listen, and ask for
///   births
/// @param reorderTimeout how long a missing message is waited for
/// @param silent nothing is published, not even requests
record HostOptions(String id, Duration reorderTimeout, boolean silent) {
  private static final Duration REORDER_MAX = Duration.ofMinutes(1);

  /// Asks for `sparkplug-host-id` and `sparkplug-reorder-timeout`.
  static HostOptions of(Settings driver) {
    boolean readOnly = driver.flag("read-only", false);
    String id = driver.text("sparkplug-host-id", "");
    if (!id.isEmpty() && !HostState.isId(id)) {
      driver.problem("sparkplug-host-id", "sparkplug-host-id is \"" + id + "\"; it has no /, +, #");
    } else if (!id.isEmpty() && readOnly) {
      driver.problem("sparkplug-host-id", "a primary host says that it is there: not read-only");
    }
    Duration timeout = driver.duration("sparkplug-reorder-timeout", SparkplugHost.REORDER_TIMEOUT);
    if (timeout.compareTo(REORDER_MAX) > 0) {
      driver.problem("sparkplug-reorder-timeout", "sparkplug-reorder-timeout is at most 1m");
    }
    return new HostOptions(id, timeout, readOnly);
  }

  /// The same of a connection that is not the host's own.
  HostOptions listening() {
    return new HostOptions("", reorderTimeout, silent);
  }

  /// What is said of us on a connection that is made now; null when nothing is.
  @Nullable HostState state(Instant now) {
    return id.isEmpty() ? null : new HostState(id, now);
  }
}
