package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The kept inputs of a target, and what can be made of them.
final class Corpus {
  private static final int MUTATIONS = 2_000;
  private static final int BYTES_MAX = 64 * 1024;

  private final List<byte[]> inputs;
  private final SplittableRandom random = new SplittableRandom(2_026);

  private Corpus(List<byte[]> inputs) {
    this.inputs = inputs;
  }

  /// Takes any bytes.
  interface Target {
    /// Whether the bytes were understood; refusing them is as good. Everything that is thrown is a
    /// fault.
    boolean takes(byte[] data);
  }

  /// How many inputs came to which end.
  record Ends(int understood, int refused) {}

  static Corpus of(String target) {
    try {
      var folder = Corpus.class.getResource(target);
      assertTrue(folder != null, "no corpus " + target);
      try (var files = Files.list(Path.of(folder.toURI()))) {
        return new Corpus(files.sorted().map(Corpus::bytes).toList());
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Every input as it is, and then mutations; the input at fault is told in hexadecimal digits.
  Ends replay(Target target) {
    int understood = 0;
    for (byte[] input : inputs) {
      understood += take(target, input);
    }
    for (int i = 0; i < MUTATIONS; i++) {
      understood += take(target, mutation());
    }
    return new Ends(understood, inputs.size() + MUTATIONS - understood);
  }

  /// For controls: a target with a fault that the replay must find.
  void finds(Target faulty) {
    var found = assertThrows(AssertionError.class, () -> replay(faulty));
    assertTrue(String.valueOf(found.getMessage()).startsWith("fault with "), found::toString);
  }

  private static int take(Target target, byte[] data) {
    try {
      return target.takes(data) ? 1 : 0;
    } catch (Throwable e) {
      throw new AssertionError("fault with " + java.util.HexFormat.of().formatHex(data), e);
    }
  }

  private byte[] mutation() {
    byte[] data = any().clone();
    for (int i = random.nextInt(4); i >= 0 && data.length > 0; i--) {
      int at = random.nextInt(data.length);
      switch (random.nextInt(5)) {
        case 0 -> data[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> data[at] = (byte) random.nextInt();
        case 2 -> data = Arrays.copyOf(data, at);
        case 3 -> data = spliced(data, at, any());
        default -> Arrays.fill(data, at, Math.min(data.length, at + 9), (byte) -1);
      }
    }
    return data.length > BYTES_MAX ? Arrays.copyOf(data, BYTES_MAX) : data;
  }

  private byte[] spliced(byte[] head, int at, byte[] other) {
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    byte[] data = Arrays.copyOf(head, at + other.length - from);
    System.arraycopy(other, from, data, at, other.length - from);
    return data;
  }

  private byte[] any() {
    return inputs.get(random.nextInt(inputs.size()));
  }
}
