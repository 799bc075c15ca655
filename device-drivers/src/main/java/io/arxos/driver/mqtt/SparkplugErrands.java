package io.arxos.driver.mqtt;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.sparkplug.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Sparkplug needs beside the messages that come: the end of waiting, and requests to nodes,
/// which no callback of the broker's may publish. On a thread of its own.
final class SparkplugErrands implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SparkplugErrands.class);
  private static final long PERIOD_MILLIS = 200;
  private static final Duration END_MAX = Duration.ofSeconds(5);

  private final Mapping mapping;
  private final Supplier<@Nullable BrokerLink> link;
  private final Consumer<Map<PointId, Reading>> delivery;
  private final boolean silent;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /// @param link the connection that is up now, if one is
  /// @param delivery what takes the readings, as [ReadingSink#tell]
  /// @param silent nothing is published
  SparkplugErrands(
      Mapping mapping,
      Supplier<@Nullable BrokerLink> link,
      Consumer<Map<PointId, Reading>> delivery,
      boolean silent) {
    this.mapping = mapping;
    this.link = link;
    this.delivery = delivery;
    this.silent = silent;
    this.thread = Thread.ofVirtual().name("sparkplug").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(END_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        BrokerLink connection = link.get();
        if (connection != null) {
          Mapping.rounds(mapping.due(Instant.now()).now()).forEach(delivery);
          publish(connection);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(BrokerLink connection) {
    for (Outcome.Request request : mapping.takeRequests()) {
      if (silent) {
        continue;
      }
      try {
        log.info("asking for a birth: {}", request.topic());
        connection.publishOnce(request.topic(), request.payload());
      } catch (BrokerException e) {
        log.debug("a request for a birth was not sent: {}", e.reason()); // it will be wanted again
      }
    }
  }
}
