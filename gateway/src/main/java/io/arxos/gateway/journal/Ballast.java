package io.arxos.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// A file that takes up space until it is needed: opening again after the disk was full takes some,
/// and somebody else may have taken the rest.
///
/// @param file beside the journal's folder
/// @param bytes 0 for none
record Ballast(Path file, long bytes) {
  private static final int PIECE_BYTES = 1 << 20;

  boolean isThere() {
    return bytes == 0 || file.toFile().length() >= bytes;
  }

  /// What must be free beside the reserve before it can be taken on board again.
  long missingBytes() {
    return isThere() ? 0 : bytes;
  }

  /// Gives the space back.
  void release() throws IOException {
    Files.deleteIfExists(file);
  }

  /// Takes the space. A part that could not be had is given back.
  void takeOn() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (var channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Nothing that a file system could make smaller.
      var random = new SplittableRandom(bytes);
      byte[] piece = new byte[PIECE_BYTES];
      for (long left = bytes; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        ByteBuffer buffer = ByteBuffer.wrap(piece, 0, (int) Math.min(left, piece.length));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      channel.force(false); // only what is written is taken for good
      Files.move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
