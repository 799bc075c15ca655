package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks all CoAP nodes of a network at once (RFC 7252, 8, and RFC 7390): one question that nobody
/// confirms, twice because it may be lost, and whoever answers within the time with its token is
/// there. Nodes wait for up to five seconds before they answer, so that not all do at once.
final class Multicast {
  static final List<InetSocketAddress> GROUPS =
      List.of(new InetSocketAddress("224.0.1.187", 5683), new InetSocketAddress("ff02::fd", 5683));

  static final int NODES_MAX = 100;
  private static final int PORTS_MAX = 16; // of one node, which may say that it is many
  private static final int SOCKETS_MAX = 32;
  private static final int TOKEN_BYTES = 8;
  private static final int HEADER_BYTES = 4;
  private static final int NON_CONFIRMABLE = 0x50;
  private static final int GET = 0x01;
  private static final int RESPONSES = 0x40; // and above
  private static final int TIMES = 2;
  private static final Logger log = LoggerFactory.getLogger(Multicast.class);

  private final byte[] token = new byte[TOKEN_BYTES];
  private final RandomGenerator random;
  private final List<InetSocketAddress> groups;

  // guarded by itself
  private final Set<InetSocketAddress> found = new LinkedHashSet<>();
  private final Map<InetAddress, Integer> ports = new HashMap<>();

  Multicast(List<InetSocketAddress> groups, RandomGenerator random) {
    this.groups = groups;
    this.random = random;
    random.nextBytes(token);
  }

  /// Those through which more than this machine can be reached.
  static List<NetworkInterface> interfaces() {
    try {
      var all = new ArrayList<NetworkInterface>();
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        if (one.isUp() && one.supportsMulticast() && !one.isLoopback()) {
          all.add(one);
        }
      }
      return all;
    } catch (SocketException e) {
      log.warn("the networks of this machine cannot be listed: {}", e.getMessage());
      return List.of();
    }
  }

  /// Who answers, as URLs.
  List<String> urls(Duration limit) throws InterruptedException {
    return ask(interfaces(), limit).stream().map(Multicast::url).toList();
  }

  /// An address of one network only is that of an interface, which is named where a URL allows it.
  private static String url(InetSocketAddress node) {
    String host = node.getAddress().getHostAddress();
    if (node.getAddress() instanceof Inet6Address six) {
      String plain = host.replaceFirst("%.*", "");
      host = "[" + plain + (six.getScopeId() == 0 ? "" : "%" + scope(six.getScopeId())) + "]";
    }
    return "coap://" + host + ":" + node.getPort();
  }

  private static String scope(int index) {
    try {
      NetworkInterface one = NetworkInterface.getByIndex(index);
      if (one != null && one.getName().matches("[A-Za-z0-9]+")) {
        return one.getName();
      }
    } catch (SocketException _) {
      // its number will do
    }
    return Integer.toString(index);
  }

  /// Who answers, in the order of the answers.
  List<InetSocketAddress> ask(List<NetworkInterface> through, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    var threads = new ArrayList<Thread>();
    for (NetworkInterface one : through) {
      for (InetSocketAddress group : groups) {
        InetAddress own = own(one, group.getAddress());
        if (own != null && threads.size() < SOCKETS_MAX) {
          threads.add(
              Thread.ofVirtual()
                  .name("coap-multicast-" + one.getName())
                  .start(() -> ask(one, own, group, end)));
        }
      }
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    synchronized (found) {
      return List.copyOf(found);
    }
  }

  private void ask(NetworkInterface through, InetAddress own, InetSocketAddress group, long end) {
    try (var socket = new DatagramSocket(new InetSocketAddress(own, 0))) {
      if (group.getAddress().isMulticastAddress()) {
        socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, through);
      }
      long pause = (end - System.nanoTime()) / (TIMES + 1);
      for (int time = 0; time < TIMES; time++) {
        byte[] question = question();
        socket.send(new DatagramPacket(question, question.length, group));
        hear(socket, time == TIMES - 1 ? end : System.nanoTime() + pause);
      }
    } catch (IOException e) { // no route, or no right to
      log.info("CoAP cannot ask {} through {}: {}", group, through.getName(), e.getMessage());
    }
  }

  private void hear(DatagramSocket socket, long end) throws IOException {
    var packet =
        new DatagramPacket(new byte[HEADER_BYTES + TOKEN_BYTES], HEADER_BYTES + TOKEN_BYTES);
    while (!Thread.currentThread().isInterrupted()) {
      long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return;
      }
      socket.setSoTimeout(Math.toIntExact(Math.min(millis, Integer.MAX_VALUE)));
      try {
        packet.setLength(packet.getData().length);
        socket.receive(packet); // the rest of it is left out
      } catch (SocketTimeoutException _) {
        return;
      }
      if (answers(packet)) {
        note((InetSocketAddress) packet.getSocketAddress());
      }
    }
  }

  private void note(InetSocketAddress node) {
    synchronized (found) {
      if (found.size() < NODES_MAX
          && !found.contains(node)
          && ports.merge(node.getAddress(), 1, Integer::sum) <= PORTS_MAX) {
        found.add(node);
      }
    }
  }

  /// Whether it is an answer to our question, be it an error.
  private boolean answers(DatagramPacket packet) {
    byte[] bytes = packet.getData();
    return packet.getLength() == HEADER_BYTES + TOKEN_BYTES
        && (bytes[0] & 0xC0) == 0x40
        && (bytes[0] & 0x0F) == TOKEN_BYTES
        && (bytes[1] & 0xFF) >= RESPONSES
        && Arrays.equals(bytes, HEADER_BYTES, bytes.length, token, 0, TOKEN_BYTES);
  }

  /// `GET /.well-known/core`, as another message each time.
  private byte[] question() {
    int id = random.nextInt(1 << Short.SIZE);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {NON_CONFIRMABLE | TOKEN_BYTES, GET, (byte) (id >> 8), (byte) id});
    out.writeBytes(token);
    out.write(0xBB); // Uri-Path, 11 bytes
    out.writeBytes(".well-known".getBytes(US_ASCII));
    out.write(0x04); // and one of 4 bytes
    out.writeBytes("core".getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static @Nullable InetAddress own(NetworkInterface one, InetAddress group) {
    boolean six = group instanceof Inet6Address;
    return one.inetAddresses()
        .filter(address -> address instanceof Inet6Address == six)
        .filter(address -> !six || address.isLinkLocalAddress())
        .findFirst()
        .orElse(null);
  }
}
