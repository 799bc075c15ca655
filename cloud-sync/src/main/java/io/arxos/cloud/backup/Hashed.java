package io.arxos.cloud.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Files with their SHA-256, and what it takes that they are still there after a power cut.
final class Hashed {
  private Hashed() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /// Writes a new file; synced when it is closed.
  static final class Output extends OutputStream {
    private final FileChannel channel;
    private final MessageDigest digest = digest();
    private long bytes;

    Output(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      digest.update(from, offset, length);
      var buffer = ByteBuffer.wrap(from, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      bytes += length;
    }

    long bytes() {
      return bytes;
    }

    /// To be asked once, behind the last byte.
    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        channel.force(true);
      }
    }
  }

  /// Reads a file and computes as it reads.
  static final class Input extends FilterInputStream {
    private final MessageDigest digest = digest();
    private long bytes;

    Input(Path file) throws IOException {
      super(Files.newInputStream(file));
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      if (count > 0) {
        digest.update(into, offset, count);
        bytes += count;
      }
      return count;
    }

    /// Reads what is left.
    void finish() throws IOException {
      transferTo(OutputStream.nullOutputStream());
    }

    long bytes() {
      return bytes;
    }

    /// To be asked once, behind the last byte.
    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /// Writes a whole small file under another name and moves it into place, synced.
  static void writeWhole(Path folder, String name, byte[] bytes) throws IOException {
    var file = folder.resolve(name);
    var fresh = folder.resolve(name + ".new");
    Files.deleteIfExists(fresh);
    try (var out = new Output(fresh)) {
      out.write(bytes, 0, bytes.length);
    }
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  /// Makes the names in a folder durable.
  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
