package io.arxos.driver.modbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A server that answers each question with whatever bytes the test wants, piece by piece.
final class RawPeer implements AutoCloseable {
  /// Eight bytes: questions of functions 1 to 6 over RTU.
  private static final int QUESTION = 8;

  final List<byte[]> questions = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final int length;
  private volatile Function<byte[], List<byte[]>> answer;

  private RawPeer(int length, Function<byte[], List<byte[]>> answer) throws IOException {
    this.length = length;
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  static RawPeer rtu(Function<byte[], List<byte[]>> answer) throws IOException {
    return new RawPeer(QUESTION, answer);
  }

  /// Questions of twelve bytes: functions 1 to 6 over Modbus TCP.
  static RawPeer tcp(Function<byte[], List<byte[]>> answer) throws IOException {
    return new RawPeer(12, answer);
  }

  void answers(Function<byte[], List<byte[]>> other) {
    answer = other;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (true) {
        byte[] question = in.readNBytes(length);
        if (question.length < length) {
          return;
        }
        questions.add(question);
        for (byte[] piece : answer.apply(question)) {
          out.write(piece);
          out.flush();
          java.util.concurrent.locks.LockSupport.parkNanos(1_000_000); // a piece of its own
        }
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  /// Bytes with the checksum of a serial line behind them (Modbus over Serial Line, 6.2.2).
  static byte[] checked(int... bytes) {
    int crc = 0xFFFF;
    byte[] frame = new byte[bytes.length + 2];
    for (int i = 0; i < bytes.length; i++) {
      frame[i] = (byte) bytes[i];
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
      }
    }
    frame[bytes.length] = (byte) crc;
    frame[bytes.length + 1] = (byte) (crc >> 8);
    return frame;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
