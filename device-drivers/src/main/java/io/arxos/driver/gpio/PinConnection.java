package io.arxos.driver.gpio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// One TCP connection that carries [PinLine]s both ways. Sending never blocks: a peer that does not
/// read loses the connection, and gets the whole picture again with the next one.
final class PinConnection implements AutoCloseable {
  private static final int LINES_QUEUED_MAX = 2 * PinLine.PIN_MAX;

  private final Socket socket;
  private final BlockingQueue<PinLine> toSend = new ArrayBlockingQueue<>(LINES_QUEUED_MAX);

  PinConnection(Socket socket) {
    this.socket = socket;
  }

  /// Any thread.
  void send(PinLine line) {
    if (!toSend.offer(line)) {
      close();
    }
  }

  /// Sends and receives until the connection ends, whoever ends it.
  void run(Consumer<PinLine> received) {
    Thread sender = Thread.ofVirtual().name("gpio-link-sender").start(this::sendAll);
    try {
      receiveAll(new BufferedInputStream(socket.getInputStream()), received);
    } catch (IOException _) {
      // the end of a connection is not news; who runs it says what happens next
    } finally {
      close();
      sender.interrupt();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // closed is what it was to be
    }
  }

  private void sendAll() {
    try {
      OutputStream out = socket.getOutputStream();
      while (!socket.isClosed()) {
        out.write((toSend.take().text() + "\n").getBytes(US_ASCII));
      }
    } catch (IOException _) {
      close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A line longer than any valid one is dropped up to its end.
  private static void receiveAll(InputStream in, Consumer<PinLine> received) throws IOException {
    var line = new StringBuilder(PinLine.CHARACTERS_MAX);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        PinLine.parse(line.toString().stripTrailing()).ifPresent(received);
        line.setLength(0);
      } else if (line.length() <= PinLine.CHARACTERS_MAX) {
        line.append((char) next);
      }
    }
  }
}
