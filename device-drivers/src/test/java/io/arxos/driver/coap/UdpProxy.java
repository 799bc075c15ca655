package io.arxos.driver.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A line between a driver and its peer that loses and repeats datagrams, by a seed, and changes
/// its address when it is told to, as a router does that translates addresses.
final class UdpProxy implements AutoCloseable {
  private final InetSocketAddress peer;
  private final SplittableRandom random;
  private final DatagramSocket near;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile DatagramSocket far;
  private volatile @Nullable SocketAddress driver;
  private volatile double loss;
  private volatile double repetition;

  UdpProxy(int peerPort, long seed) throws IOException {
    peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), peerPort);
    random = new SplittableRandom(seed);
    near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy-near").start(() -> carry(near));
    listen(far);
  }

  private void listen(DatagramSocket socket) {
    Thread.ofVirtual().name("proxy-far").start(() -> carry(socket));
  }

  int port() {
    return near.getLocalPort();
  }

  /// @param share of datagrams, each way
  void harm(double lossShare, double repetitionShare) {
    loss = lossShare;
    repetition = repetitionShare;
  }

  int lost() {
    return lost.get();
  }

  int repeated() {
    return repeated.get();
  }

  /// The peer sees another address from now on, and what it sends to the old one is lost.
  void rebind() throws IOException {
    DatagramSocket old = far;
    far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    listen(far);
    old.close();
  }

  private void carry(DatagramSocket from) {
    var packet = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        packet.setLength(2048);
        from.receive(packet);
        if (from == near) {
          driver = packet.getSocketAddress();
        }
        int times = times();
        for (int i = 0; i < times; i++) {
          pass(from == near, packet);
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  private synchronized int times() {
    if (random.nextDouble() < loss) {
      lost.incrementAndGet();
      return 0;
    }
    boolean twice = random.nextDouble() < repetition;
    repeated.addAndGet(twice ? 1 : 0);
    return twice ? 2 : 1;
  }

  private void pass(boolean out, DatagramPacket packet) throws IOException {
    SocketAddress to = out ? peer : driver;
    if (to != null) {
      var copy = new DatagramPacket(packet.getData().clone(), packet.getLength(), to);
      (out ? far : near).send(copy);
    }
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
