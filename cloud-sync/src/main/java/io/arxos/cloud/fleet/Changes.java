package io.arxos.cloud.fleet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners in this process what has been stored.
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final List<Consumer<FleetChange>> listeners = new CopyOnWriteArrayList<>();

  Runnable listen(Consumer<FleetChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(FleetChange change) {
    for (var listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed on {}", change, e);
      }
    }
  }
}
