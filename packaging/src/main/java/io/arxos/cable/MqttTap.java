package io.arxos.cable;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// Stands on the wire between an MQTT 3.1.1 client and its broker and notes which QoS 1 deliveries
/// the client acknowledged. Every payload is one number. Frames: MQTT 5.0, section 2.1 (fixed
/// header), 3.3 (PUBLISH), 3.4 (PUBACK).
public final class MqttTap implements AutoCloseable {
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;

  private final ServerSocket listener;
  private final IntSupplier brokerPort;
  private final Tally delivered = new Tally();
  private final Tally acknowledged = new Tally();

  /// @param brokerPort asked at each connection
  public MqttTap(IntSupplier brokerPort) throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.brokerPort = brokerPort;
    Thread.ofVirtual().name("mqtt-tap").start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// How often each number was delivered to the client, repeats included.
  public Tally delivered() {
    return delivered;
  }

  /// How often each number was acknowledged by the client.
  public Tally acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("mqtt-tap-connection").start(() -> relay(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  private void relay(Socket client) {
    Map<Integer, String> inFlight = new ConcurrentHashMap<>();
    try (client;
        var broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort.getAsInt())) {
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      Thread down =
          Thread.ofVirtual()
              .name("mqtt-tap-down")
              .start(() -> frames(broker, client, frame -> noteDelivery(frame, inFlight)));
      frames(client, broker, frame -> noteAcknowledgement(frame, inFlight));
      down.interrupt();
    } catch (IOException e) {
      // The broker is away: the client sees its connection end and comes again.
    }
  }

  private interface Note {
    void take(Frame frame);
  }

  /// @param header first byte
  /// @param body everything behind the remaining-length field
  private record Frame(int header, byte[] body) {
    int type() {
      return header >> 4;
    }

    int word(int at) {
      return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
    }
  }

  /// Notes a frame before it goes on, so that nothing is acknowledged that was not seen as
  /// delivered.
  private static void frames(Socket from, Socket to, Note note) {
    try (from;
        to) {
      var in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        int header = in.readUnsignedByte();
        byte[] length = new byte[4];
        int bytes = 0;
        int size = 0;
        do {
          length[bytes] = in.readByte();
          size |= (length[bytes] & 0x7f) << (7 * bytes);
        } while ((length[bytes++] & 0x80) != 0);
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
          throw new EOFException();
        }
        note.take(new Frame(header, body));
        byte[] whole = new byte[1 + bytes + size];
        whole[0] = (byte) header;
        System.arraycopy(length, 0, whole, 1, bytes);
        System.arraycopy(body, 0, whole, 1 + bytes, size);
        out.write(whole);
      }
    } catch (IOException e) {
      // One side has gone, so the other goes.
    }
  }

  private void noteDelivery(Frame frame, Map<Integer, String> inFlight) {
    if (frame.type() != PUBLISH || (frame.header() & 0b0110) >> 1 != 1) {
      return;
    }
    int at = 2 + frame.word(0);
    int packet = frame.word(at);
    at += 2;
    String payload = new String(frame.body(), at, frame.body().length - at, StandardCharsets.UTF_8);
    inFlight.put(packet, payload);
    delivered.add(payload);
  }

  private void noteAcknowledgement(Frame frame, Map<Integer, String> inFlight) {
    if (frame.type() == PUBACK) {
      String payload = inFlight.remove(frame.word(0));
      if (payload != null) {
        acknowledged.add(payload);
      }
    }
  }
}
