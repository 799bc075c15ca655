package io.arxos.cable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// The link between two processes: a TCP relay on loopback that suffers what it is told to.
///
/// A cut is what a pulled cable is: bytes stop, in both directions, and nobody is told. Restoring
/// ends the connections that were open, as a router that has lost its table does, so that both
/// sides begin anew; mending leaves them open, and what was held back passes late.
public final class Cable implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int BACKLOG_MAX = 50;

  private final ServerSocket listener;
  private final IntSupplier target;
  private final Weather weather;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /// @param near the side that has connected
  private record Connection(Socket near, Socket far) {
    Socket end(Way way) {
      return way == Way.UP ? far : near;
    }
  }

  private Cable(ServerSocket listener, IntSupplier target, long seed) {
    this.listener = listener;
    this.target = target;
    this.weather = new Weather(seed);
  }

  /// Listens on a free port of the loopback interface.
  public static Cable to(int targetPort) throws IOException {
    return to(() -> targetPort, 1);
  }

  /// @param target asked at each connection
  /// @param seed of what is random in its troubles
  public static Cable to(IntSupplier target, long seed) throws IOException {
    var listener = new ServerSocket(0, BACKLOG_MAX, InetAddress.getLoopbackAddress());
    var cable = new Cable(listener, target, seed);
    Thread.ofVirtual().name("cable").start(cable::accept);
    return cable;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public boolean isCut() {
    return weather.now() instanceof Trouble.Cut;
  }

  /// From now on, for the connections that are open and for new ones.
  public void suffer(Trouble trouble) {
    weather.become(trouble);
  }

  public void cut() {
    suffer(new Trouble.Cut());
  }

  /// The trouble is over; connections go on if they can.
  public void mend() {
    suffer(new Trouble.Whole());
  }

  /// The trouble is over and open connections end.
  public void restore() {
    hangUp();
    mend();
  }

  /// One bit of the next piece in this direction is changed.
  public void flipOnce(Way way) {
    weather.flipOnce(way);
  }

  /// Ends every connection with RST, in the middle of whatever it carries.
  public void reset() {
    for (Connection connection : open) {
      reset(connection.near());
      reset(connection.far());
    }
  }

  /// The receiver of this direction sees its end; the other direction goes on.
  public void halfClose(Way way) {
    for (Connection connection : open) {
      try {
        connection.end(way).shutdownOutput();
      } catch (IOException e) {
        quietly(connection.end(way)); // it was closing already
      }
    }
  }

  /// How many connections are open.
  public int connections() {
    return open.size();
  }

  /// How many bytes were taken and not delivered so far.
  public long swallowedBytes() {
    return weather.swallowedBytes();
  }

  @Override
  public void close() {
    quietly(listener);
    restore();
  }

  private void hangUp() {
    for (Connection connection : open) {
      quietly(connection.near());
      quietly(connection.far());
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Thread.ofVirtual().name("cable-connect").start(() -> connect(near));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket near) {
    Socket far = new Socket();
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt());
      far.connect(address, CONNECT_MILLIS_MAX);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
    } catch (IOException e) {
      quietly(near);
      quietly(far);
      return;
    }
    Connection connection = new Connection(near, far);
    open.add(connection);
    var directions = new AtomicInteger(2);
    Runnable ended =
        () -> {
          if (directions.decrementAndGet() == 0) {
            quietly(near);
            quietly(far);
            open.remove(connection);
          }
        };
    new Flow(Way.UP, near, far, weather, ended).start();
    new Flow(Way.DOWN, far, near, weather, ended).start();
    if (listener.isClosed()) {
      hangUp();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    quietly(socket);
  }

  static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It was to be gone, and is.
    }
  }
}
