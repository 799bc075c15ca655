package io.arxos.cable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// One direction of one connection: a reader that takes pieces as they come, and a writer that
/// delivers them as the weather allows.
final class Flow {
  private static final int PIECE_BYTES_MAX = 16 * 1024;
  private static final int PIECES_MAX = 64;
  private static final int SLICES_PER_SECOND = 50;
  private static final Piece END = new Piece(0, new byte[0]);

  /// @param dueNanos not delivered before
  private record Piece(long dueNanos, byte[] bytes) {}

  private final Way way;
  private final Socket from;
  private final Socket to;
  private final Weather weather;
  private final Runnable ended;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
  private volatile boolean broken;

  /// @param ended run when this direction will carry nothing more, once
  Flow(Way way, Socket from, Socket to, Weather weather, Runnable ended) {
    this.way = way;
    this.from = from;
    this.to = to;
    this.weather = weather;
    this.ended = ended;
  }

  void start() {
    Thread writer = Thread.ofVirtual().name("cable-write").start(this::write);
    Thread.ofVirtual().name("cable-read").start(() -> read(writer));
  }

  private void read(Thread writer) {
    byte[] buffer = new byte[PIECE_BYTES_MAX];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0 && !broken; n = in.read(buffer)) {
        pieces.put(new Piece(weather.dueNanos(), Arrays.copyOf(buffer, n)));
      }
      pieces.put(END);
    } catch (IOException e) {
      abandon();
      writer.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = pieces.take(); piece != END; piece = pieces.take()) {
        weather.awaitDue(piece.dueNanos());
        weather.awaitPassable();
        deliver(piece.bytes(), out);
      }
      weather.awaitPassable();
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      abandon();
      pieces.clear(); // the reader may wait for room
    } finally {
      ended.run();
    }
  }

  /// One side has gone without a word: so does the other.
  private void abandon() {
    broken = true;
    Cable.quietly(from);
    Cable.quietly(to);
  }

  private void deliver(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
    if (weather.takeFlip(way)) {
      bytes[bytes.length / 2] ^= 1;
    }
    switch (weather.now()) {
      case Trouble.Whole _, Trouble.Late _ -> out.write(bytes);
      case Trouble.Cut _ -> {
        weather.awaitPassable();
        out.write(bytes);
      }
      case Trouble.Sliced _ -> {
        for (byte one : bytes) {
          out.write(one);
        }
      }
      case Trouble.Narrow(int bytesPerSecond) -> squeeze(bytes, bytesPerSecond, out);
      case Trouble.OneWay(Way swallowed) -> {
        if (swallowed == way) {
          weather.swallowed(bytes.length);
        } else {
          out.write(bytes);
        }
      }
    }
  }

  private void squeeze(byte[] bytes, int bytesPerSecond, OutputStream out)
      throws IOException, InterruptedException {
    int slice = Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
    for (int at = 0; at < bytes.length; at += slice) {
      int size = Math.min(slice, bytes.length - at);
      weather.awaitRoom(size * 1_000_000_000L / bytesPerSecond);
      out.write(bytes, at, size);
    }
  }
}
