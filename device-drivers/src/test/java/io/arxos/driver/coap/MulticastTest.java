package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many that answer one question. Nothing leaves this machine: the question goes to one address of
/// it, where one hears it and many answer, and once to a group through the loopback interface.
@Timeout(120)
final class MulticastTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final List<DatagramSocket> open = new ArrayList<>();
  private final AtomicInteger heard = new AtomicInteger();

  @AfterEach
  void close() {
    open.forEach(DatagramSocket::close);
  }

  private static List<NetworkInterface> loopback() throws IOException {
    var address = InetAddress.getLoopbackAddress();
    return List.of(Objects.requireNonNull(NetworkInterface.getByInetAddress(address)));
  }

  private DatagramSocket socket() throws IOException {
    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    open.add(socket);
    return socket;
  }

  /// What comes back for a question.
  private interface Reply {
    byte[] to(byte[] question);
  }

  /// 2.05 without links, as another message.
  private static byte[] answer(byte[] question) {
    byte[] answer = new byte[14];
    System.arraycopy(question, 0, answer, 0, 12);
    answer[1] = 0x45;
    answer[3] ^= 1;
    answer[12] = (byte) 0xC1;
    answer[13] = 40;
    return answer;
  }

  private void replies(DatagramSocket in, List<DatagramSocket> from, Reply reply) {
    Thread.ofVirtual()
        .start(() -> {
          var packet = new DatagramPacket(new byte[2048], 2048);
          try {
            while (true) {
              in.receive(packet);
              heard.incrementAndGet();
              byte[] answer = reply.to(packet.getData());
              for (DatagramSocket one : from) {
                one.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
              }
            }
          } catch (IOException _) {
            // closed
          }
        });
  }

  private static Set<Integer> asked(InetSocketAddress group) throws Exception {
    return new Multicast(List.of(group), new Random(1))
        .ask(loopback(), LIMIT).stream()
            .map(InetSocketAddress::getPort)
            .collect(Collectors.toSet());
  }

  @Test
  void everybodyWhoAnswersIsThereOnce() throws Exception {
    DatagramSocket in = socket();
    List<DatagramSocket> nodes = List.of(socket(), socket(), socket());
    replies(in, nodes, MulticastTest::answer);
    Set<Integer> ports =
        nodes.stream().map(DatagramSocket::getLocalPort).collect(Collectors.toSet());
    assertEquals(ports, asked((InetSocketAddress) in.getLocalSocketAddress()));
    assertEquals(2, heard.get(), "the question is put twice");
  }

  @Test
  void whatAnswersNothingIsNobody() throws Exception {
    for (Reply reply :
        List.<Reply>of(
            question -> {
              byte[] other = answer(question);
              other[5] ^= 1;
              return other; // another token
            },
            question -> java.util.Arrays.copyOf(question, 22), // our own question
            question -> new byte[] {0x60, 0x00, question[2], question[3]},
            _ -> new byte[0])) {
      DatagramSocket in = socket();
      replies(in, List.of(in), reply);
      assertEquals(Set.of(), asked((InetSocketAddress) in.getLocalSocketAddress()));
    }
    assertTrue(heard.get() >= 4);
  }

  @Test
  void whoSaysThatItIsManyIsNot() throws Exception {
    DatagramSocket in = socket();
    var nodes = new ArrayList<DatagramSocket>();
    for (int i = 0; i < 40; i++) {
      nodes.add(socket());
    }
    replies(in, nodes, MulticastTest::answer);
    assertEquals(16, asked((InetSocketAddress) in.getLocalSocketAddress()).size());
  }

  /// The group itself, through an interface that leads nowhere.
  @Test
  void aGroupIsAsked() throws Exception {
    var group = InetAddress.getByName("224.0.1.187");
    var in = new MulticastSocket(new InetSocketAddress(0));
    open.add(in);
    in.joinGroup(new InetSocketAddress(group, 0), loopback().getFirst());
    DatagramSocket node = socket();
    replies(in, List.of(node), MulticastTest::answer);
    Set<Integer> found = asked(new InetSocketAddress(group, in.getLocalPort()));
    assertEquals(Set.of(node.getLocalPort()), found);
  }

  @Test
  void theInterfacesLeadSomewhere() throws Exception {
    for (NetworkInterface one : Multicast.interfaces()) {
      assertTrue(one.isUp() && !one.isLoopback(), one.getName());
    }
    assertEquals(2, new HashSet<>(Multicast.GROUPS).size());
  }
}
