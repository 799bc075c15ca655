package io.arxos.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A Modbus TCP device as anybody might have built it: unit 1 holds a chain of SunSpec models (the
/// common model 1 and the three-phase meter 203) from register 40000 on. It knows function 3 only
/// and is none of our code.
final class SunspecMeter implements AutoCloseable {
  private static final int BASE = 40_000;
  private static final int COMMON_LENGTH = 66;
  private static final int METER_LENGTH = 105;
  private static final int METER = 2 + 2 + COMMON_LENGTH;

  /// What SunSpec writes where a meter has no such value (int16, and scale factors).
  private static final int NOT_THERE = 0x8000;

  private final int[] registers = new int[METER + 2 + METER_LENGTH + 2];
  private final ServerSocket server;

  SunspecMeter() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    fill();
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void fill() {
    text(0, "SunS", 2);
    registers[2] = 1;
    registers[3] = COMMON_LENGTH;
    text(4, "Strangers Ltd", 16);
    text(20, "SM-3", 16);
    text(52, "4711", 16);
    registers[METER] = 203;
    registers[METER + 1] = METER_LENGTH;
    for (int i = METER + 2; i < METER + 2 + METER_LENGTH; i++) {
      registers[i] = NOT_THERE;
    }
    // Offsets in model 203, counted from its first value: A, A_SF, PhV, V_SF, Hz, Hz_SF, W, W_SF.
    meter(0, 52);
    meter(4, -1);
    meter(5, 2301);
    meter(13, -1);
    meter(14, 5001);
    meter(15, -2);
    meter(16, 1234);
    meter(20, 0);
    // The energies are of 32 bits, and zero is "not there".
    for (int i = 36; i <= 51; i++) {
      meter(i, 0);
    }
    meter(44, 0x0001);
    meter(45, 0xE240); // imported: 123456 Wh
    meter(52, 0);
    registers[METER + 2 + METER_LENGTH] = 0xFFFF;
  }

  private void meter(int at, int value) {
    registers[METER + 2 + at] = value & 0xFFFF;
  }

  private void text(int at, String text, int length) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < length; i++) {
      int high = 2 * i < bytes.length ? bytes[2 * i] : 0;
      int low = 2 * i + 1 < bytes.length ? bytes[2 * i + 1] : 0;
      registers[at + i] = high << 8 | low;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(socket.getOutputStream())) {
      while (true) {
        int transaction = in.readUnsignedShort();
        in.readUnsignedShort();
        byte[] request = in.readNBytes(in.readUnsignedShort());
        byte[] answer = answer(request);
        out.writeShort(transaction);
        out.writeShort(0);
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (IOException _) {
      // the other side has gone
    }
  }

  private byte[] answer(byte[] request) {
    int unit = request[0];
    int function = request[1] & 0xFF;
    int first = word(request, 2) - BASE;
    int count = request.length >= 6 ? word(request, 4) : 0;
    int refusal = function != 3 ? 1 : 2;
    if (unit != 1) {
      return new byte[] {request[0], (byte) (function | 0x80), 0x0B};
    }
    if (function != 3 || first < 0 || count < 1 || first + count > registers.length) {
      return new byte[] {request[0], (byte) (function | 0x80), (byte) refusal};
    }
    byte[] answer = new byte[3 + 2 * count];
    answer[0] = request[0];
    answer[1] = 3;
    answer[2] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      answer[3 + 2 * i] = (byte) (registers[first + i] >> 8);
      answer[4 + 2 * i] = (byte) registers[first + i];
    }
    return answer;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
