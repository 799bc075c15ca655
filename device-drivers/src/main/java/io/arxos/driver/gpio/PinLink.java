package io.arxos.driver.gpio;

import io.arxos.driver.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The driver's end of the link to a simulated building. Connects again by itself, for ever.
final class PinLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PinLink.class);
  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final Duration END_MAX = Duration.ofSeconds(3);

  /// Called on the link's threads; may block for a moment.
  interface Building {
    /// A connection begins: [PinLink#send] what the outputs are.
    void connected();

    void received(PinLine line);

    /// The connection ended, or the first attempt failed.
    void lost();
  }

  /// Where the building is.
  record Place(String host, int port) {}

  private final Place place;
  private final Building building;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable PinConnection current;

  PinLink(Place place, Building building, RandomGenerator random) {
    this.place = place;
    this.building = building;
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), random);
    this.thread = Thread.ofVirtual().name("gpio-link").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Sends a line if there is a connection; otherwise the next one begins with everything.
  void send(PinLine line) {
    PinConnection connection = current;
    if (connection != null) {
      connection.send(line);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    PinConnection connection = current;
    if (connection != null) {
      connection.close();
    }
    thread.interrupt();
    try {
      thread.join(END_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        if (connect()) {
          backoff.reset();
        } else if (backoff.attempts() == 0) {
          log.warn("no simulated building at {}; trying again until there is", place);
          building.lost();
        }
        closed.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// One connection, from the attempt to its end.
  ///
  /// @return whether there was a connection; it has ended then
  private boolean connect() {
    var socket = new Socket();
    try (var connection = new PinConnection(socket)) {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(place.host(), place.port()), CONNECT_MILLIS_MAX);
      if (socket.getLocalPort() == socket.getPort()) {
        // Nobody listens, and the system chose the very port we call as our own: TCP then connects
        // the socket with itself, and the building could never start.
        return false;
      }
      current = connection;
      building.connected();
      connection.run(building::received);
      return true;
    } catch (IOException _) {
      return false;
    } finally {
      if (current != null) {
        current = null;
        building.lost();
      }
    }
  }
}
