package io.arxos.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The link between gateway and cloud: a TCP relay that can be cut and restored. A cut is what a
/// pulled cable is: bytes stop, in both directions, and nobody is told. Restoring ends the
/// connections that were open, as a router that has lost its table does, so that both sides begin
/// anew.
final class Cable implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int CONNECT_MILLIS_MAX = 2_000;

  private final ServerSocket listener;
  private final int cloudPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition restored = lock.newCondition();
  private boolean cut;

  private Cable(ServerSocket listener, int cloudPort) {
    this.listener = listener;
    this.cloudPort = cloudPort;
  }

  /// Listens on a free port of the loopback interface.
  static Cable to(int cloudPort) throws IOException {
    var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), cloudPort);
    Thread.ofVirtual().name("cable").start(cable::accept);
    return cable;
  }

  int port() {
    return listener.getLocalPort();
  }

  boolean isCut() {
    lock.lock();
    try {
      return cut;
    } finally {
      lock.unlock();
    }
  }

  void cut() {
    lock.lock();
    try {
      cut = true;
    } finally {
      lock.unlock();
    }
  }

  void restore() {
    lock.lock();
    try {
      if (!cut) {
        return;
      }
      cut = false;
      hangUp();
      restored.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    quietly(listener);
    hangUp();
    restore();
  }

  private void hangUp() {
    open.forEach(Cable::quietly);
    open.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket gateway = listener.accept();
        open.add(gateway);
        Thread.ofVirtual().name("cable-connect").start(() -> connect(gateway));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket gateway) {
    Socket cloud = new Socket();
    open.add(cloud);
    try {
      cloud.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), cloudPort), CONNECT_MILLIS_MAX);
      gateway.setTcpNoDelay(true);
      cloud.setTcpNoDelay(true);
      Thread.ofVirtual().name("cable-down").start(() -> carry(cloud, gateway));
      carry(gateway, cloud);
    } catch (IOException e) {
      quietly(gateway);
      quietly(cloud);
    } finally {
      open.remove(gateway);
      open.remove(cloud);
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitWhole();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException e) {
      // One side has gone: so does the other, below.
    } finally {
      quietly(from);
      quietly(to);
    }
  }

  private void awaitWhole() throws InterruptedException {
    lock.lock();
    try {
      while (cut) {
        restored.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It was to be gone, and is.
    }
  }
}
