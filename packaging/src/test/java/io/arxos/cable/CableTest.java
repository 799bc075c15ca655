package io.arxos.cable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
final class CableTest {
  private static final int SILENCE_MILLIS = 300;
  private static final int PATIENCE_MILLIS = 60_000;

  private ServerSocket listener;
  private Cable cable;
  private Socket near;
  private Socket far;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    cable = Cable.to(listener.getLocalPort());
    near = new Socket(InetAddress.getLoopbackAddress(), cable.port());
    far = listener.accept();
    near.setSoTimeout(PATIENCE_MILLIS);
    far.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    cable.close();
    listener.close();
  }

  /// Whatever only delays must change nothing: these are the control of one another.
  static Stream<Trouble> delays() {
    return Stream.of(
        new Trouble.Whole(),
        new Trouble.Late(0, 30),
        new Trouble.Sliced(),
        new Trouble.Narrow(2_000_000));
  }

  @ParameterizedTest
  @MethodSource("delays")
  void bytesPassUnchangedInBothDirections(Trouble trouble) throws Exception {
    cable.suffer(trouble);
    byte[] up = random(300_000, 1);
    byte[] down = random(200_000, 2);
    CompletableFuture<Void> sent =
        CompletableFuture.allOf(write(near, up, 7_001), write(far, down, 70_001));
    CompletableFuture<byte[]> arrived = read(far);
    assertArrayEquals(down, near.getInputStream().readAllBytes());
    assertArrayEquals(up, arrived.join());
    sent.join();
  }

  @Test
  void aCutCableIsSilentAndARestoredOneEndsOldConnectionsAndTakesNewOnes() throws IOException {
    cable.cut();
    near.getOutputStream().write(7);
    far.setSoTimeout(SILENCE_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> far.getInputStream().read());
    cable.restore();
    far.setSoTimeout(PATIENCE_MILLIS);
    assertEquals(-1, near.getInputStream().read());
    try (var again = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        var acceptedAgain = listener.accept()) {
      again.getOutputStream().write(9);
      assertEquals(9, acceptedAgain.getInputStream().read());
    }
  }

  @Test
  void whatACutHeldBackPassesWhenItIsMended() throws IOException {
    cable.cut();
    near.getOutputStream().write(new byte[] {1, 2, 3});
    cable.mend();
    assertArrayEquals(new byte[] {1, 2, 3}, far.getInputStream().readNBytes(3));
  }

  @Test
  void lateBytesAreLate() throws IOException {
    cable.suffer(new Trouble.Late(250, 300));
    long before = System.nanoTime();
    near.getOutputStream().write(1);
    assertEquals(1, far.getInputStream().read());
    assertTrue(System.nanoTime() - before >= 250_000_000L);
  }

  @Test
  void aNarrowCableTakesItsTime() throws IOException {
    cable.suffer(new Trouble.Narrow(10_000));
    long before = System.nanoTime();
    near.getOutputStream().write(new byte[5_000]);
    assertEquals(5_000, far.getInputStream().readNBytes(5_000).length);
    assertTrue(System.nanoTime() - before >= 450_000_000L);
  }

  @Test
  void oneDirectionIsSwallowedWhileTheOtherGoesOn() throws IOException {
    cable.suffer(new Trouble.OneWay(Way.UP));
    near.getOutputStream().write(1);
    far.getOutputStream().write(2);
    assertEquals(2, near.getInputStream().read());
    far.setSoTimeout(SILENCE_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> far.getInputStream().read());
    while (cable.swallowedBytes() == 0) {
      Thread.onSpinWait();
    }
    cable.mend();
    near.getOutputStream().write(3);
    far.setSoTimeout(PATIENCE_MILLIS);
    assertEquals(3, far.getInputStream().read(), "the swallowed byte is gone for good");
  }

  @Test
  void oneBitIsFlippedOnceAndInOneDirection() throws IOException {
    cable.flipOnce(Way.UP);
    byte[] sent = random(5, 3);
    far.getOutputStream().write(sent);
    assertArrayEquals(sent, near.getInputStream().readNBytes(5));
    near.getOutputStream().write(sent);
    byte[] arrived = far.getInputStream().readNBytes(5);
    assertEquals(1, differentBits(sent, arrived));
    near.getOutputStream().write(sent);
    assertArrayEquals(sent, far.getInputStream().readNBytes(5));
  }

  @Test
  void aResetIsSeenAsSuchByBothSides() throws IOException {
    near.getOutputStream().write(1);
    far.getInputStream().read();
    cable.reset();
    assertThrows(SocketException.class, () -> near.getInputStream().read());
    assertThrows(SocketException.class, () -> far.getInputStream().read());
  }

  @Test
  void afterAHalfCloseTheOtherDirectionGoesOn() throws IOException {
    near.getOutputStream().write(1);
    far.getInputStream().read();
    cable.halfClose(Way.UP);
    assertEquals(-1, far.getInputStream().read());
    far.getOutputStream().write(5);
    assertEquals(5, near.getInputStream().read());
  }

  @Test
  void theEndOfOneDirectionIsPassedOnAndOfBothEndsTheConnection() throws Exception {
    near.shutdownOutput();
    assertEquals(-1, far.getInputStream().read());
    far.getOutputStream().write(6);
    assertEquals(6, near.getInputStream().read());
    far.shutdownOutput();
    assertEquals(-1, near.getInputStream().read());
  }

  @Test
  void withoutATargetTheConnectionEnds() throws IOException {
    listener.close();
    try (var again = new Socket(InetAddress.getLoopbackAddress(), cable.port())) {
      again.setSoTimeout(PATIENCE_MILLIS);
      assertEquals(-1, again.getInputStream().read());
    }
  }

  private static int differentBits(byte[] one, byte[] other) {
    return IntStream.range(0, one.length)
        .map(i -> Integer.bitCount((one[i] ^ other[i]) & 0xff))
        .sum();
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static CompletableFuture<Void> write(Socket socket, byte[] bytes, int pieceBytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int at = 0; at < bytes.length; at += pieceBytes) {
              int size = Math.min(pieceBytes, bytes.length - at);
              socket.getOutputStream().write(bytes, at, size);
            }
            socket.shutdownOutput();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static CompletableFuture<byte[]> read(Socket socket) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return socket.getInputStream().readAllBytes();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }
}
