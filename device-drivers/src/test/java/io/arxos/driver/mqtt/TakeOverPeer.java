package io.arxos.driver.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A broker of MQTT 5 that accepts everybody and each subscription of one topic, and ends the
/// connection then, saying why.
final class TakeOverPeer implements AutoCloseable {
  private static final int CONNECT = 1;
  private static final int SUBSCRIBE = 8;

  private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final int reasonCode;

  TakeOverPeer(int reasonCode) throws IOException {
    this.reasonCode = reasonCode;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
      } catch (IOException _) {
        // the client's affair; the next one is served
      }
    }
  }

  private void serve(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      int type = in.readUnsignedByte() >> 4;
      byte[] body = in.readNBytes(length(in));
      if (type == CONNECT) {
        out.write(new byte[] {0x20, 3, 0, 0, 0}); // CONNACK: a new session, success, no properties
      } else if (type == SUBSCRIBE) {
        out.write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, 1}); // SUBACK: QoS 1
        out.write(new byte[] {(byte) 0xE0, 2, (byte) reasonCode, 0}); // DISCONNECT
        return;
      }
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      length |= (digit & 0x7F) << shift;
      if (digit < 0x80) {
        return length;
      }
    }
  }
}
