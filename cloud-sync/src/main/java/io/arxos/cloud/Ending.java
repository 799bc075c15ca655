package io.arxos.cloud;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// When the process ends, and that it ends in order: SIGTERM, the end of standard input, or a part
/// that broke. Safe for any thread.
final class Ending {
  private static final int SECONDS_MAX = 20;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode;

  /// SIGTERM and SIGINT end the process in order, with exit code 0 (the JVM's own would be 143).
  void withSignals() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end")
                .unstarted(() -> {
                  boolean bySignal = asked.getCount() > 0;
                  asked.countDown();
                  if (awaitEnded() && bySignal) {
                    Runtime.getRuntime().halt(exitCode);
                  }
                }));
  }

  /// Whoever started the process holds the other end of its standard input.
  void withStdin() {
    Thread.ofPlatform()
        .daemon()
        .name("stdin")
        .start(() -> {
          try {
            while (System.in.read() >= 0) {
              // Only the end matters.
            }
          } catch (IOException _) {
            // As good as the end.
          }
          asked.countDown();
        });
  }

  /// A part has broken: the process ends, to be started anew.
  void broken() {
    exitCode = StartFailure.INTERNAL;
    asked.countDown();
  }

  void await() throws InterruptedException {
    asked.await();
  }

  /// Everything is closed, or was never opened: what ends the process now is no signal.
  void ended() {
    asked.countDown();
    ended.countDown();
  }

  int exitCode() {
    return exitCode;
  }

  private boolean awaitEnded() {
    try {
      return ended.await(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
