package io.arxos.driver.mbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A converter with meters behind it.
final class MeterBus implements AutoCloseable {
  final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  final Map<Integer, List<byte[]>> meters = new ConcurrentHashMap<>();

  /// Every short frame, as `control:address`.
  final List<String> asked = new CopyOnWriteArrayList<>();

  /// So many answers come damaged.
  final AtomicInteger damage = new AtomicInteger();

  volatile String selectable = "";

  /// All that comes is garbage, as at a wrong baud rate.
  volatile boolean wrongRate;

  /// The number of a meter at which two answer at once, every other time.
  volatile int twice = -1;

  private int answers;

  MeterBus() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        socket.setTcpNoDelay(true);
        serve(socket, new DataInputStream(socket.getInputStream()));
      } catch (IOException _) {
        // the driver went away
      }
    }
  }

  private void serve(Socket socket, DataInputStream in) throws IOException {
    boolean selected = false;
    boolean bit = true;
    int next = 0;
    while (true) {
      int start = in.readUnsignedByte();
      if (start == 0x68) { // the selection of a meter
        byte[] rest = in.readNBytes(16);
        String pattern = HexFormat.of().withUpperCase().formatHex(reversed(rest, 6, 10));
        selected = !selectable.isEmpty() && selectable.matches(pattern.replace("F", "."));
        next = 0;
        bit = true;
        answer(socket, 253, selected ? Telegram.ACK : new byte[0]);
        continue;
      }
      byte[] frame = in.readNBytes(4);
      int control = frame[0] & 0xFF;
      int address = frame[1] & 0xFF;
      asked.add("%02X:%d".formatted(control, address));
      List<byte[]> telegrams = meters.get(address);
      if (telegrams == null || (address == 253 && !selected)) {
        continue;
      }
      if (control == 0x40) {
        next = 0;
        bit = true;
        answer(socket, address, Telegram.ACK);
      } else {
        boolean asks = (control & 0x20) != 0;
        next = asks == bit ? next : next + 1;
        bit = asks;
        answer(socket, address, telegrams.get(Math.min(next, telegrams.size() - 1)));
      }
    }
  }

  private void answer(Socket socket, int address, byte[] telegram) throws IOException {
    byte[] sent = telegram.clone();
    if (wrongRate) {
      Arrays.fill(sent, (byte) 0xF8);
    }
    if (address == twice && sent.length > 10 && answers++ % 2 == 0) {
      for (int i = 7; i < sent.length - 2; i++) {
        sent[i] &= (byte) (0x55 + i); // a mark of one is lost in a space of the other
      }
    }
    if (sent.length > 10 && damage.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      sent[9] ^= 1;
    }
    int half = sent.length / 2; // as a slow line does
    socket.getOutputStream().write(sent, 0, half);
    socket.getOutputStream().flush();
    socket.getOutputStream().write(sent, half, sent.length - half);
  }

  private static byte[] reversed(byte[] bytes, int from, int to) {
    byte[] turned = new byte[to - from];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = bytes[to - 1 - i];
    }
    return turned;
  }
}
