package io.arxos.driver.coap.oscore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.UdpEndpointContextMatcher;
import org.eclipse.californium.oscore.OSException;

/// The protection of one socket.
public final class Oscore implements AutoCloseable {
  public static final int WINDOW = Window.SIZE;
  public static final int WINDOW_MAX = Long.SIZE;

  /// Messages that wait for the disk.
  private static final int WAITING_MAX = 500;

  /// The library calls everything that strangers send an error. Kept here, as a logger that nobody
  /// keeps forgets its level.
  private static final List<Logger> NOISY =
      List.of(
          Logger.getLogger("org.eclipse.californium.oscore"),
          Logger.getLogger("org.eclipse.californium.cose"));

  static {
    NOISY.forEach(one -> one.setLevel(Level.OFF));
  }

  private final List<Context> contexts;
  private final boolean listens;
  private final Consumer<String> refused;
  private final ExecutorService disk =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          work -> Thread.ofPlatform().daemon().name("coap-oscore").unstarted(work));

  private Oscore(List<Context> contexts, boolean listens, Consumer<String> refused) {
    this.contexts = List.copyOf(contexts);
    this.listens = listens;
    this.refused = refused;
  }

  /// Takes up where the files in the folder end.
  ///
  /// @param window how many numbers below the highest may still come
  /// @param listens whether devices ask us
  /// @param refused told why, for each message that is not believed; on the socket's thread
  /// @throws IOException with a reason for people
  public static Oscore open(
      List<Keys> keys, Path folder, int window, boolean listens, Consumer<String> refused)
      throws IOException {
    var contexts = new ArrayList<Context>();
    for (Keys one : keys) {
      try {
        contexts.add(new Context(one, new StateFile(folder, one.name()), window));
      } catch (OSException | RuntimeException e) {
        throw new IOException(one + ": " + e.getMessage(), e);
      }
    }
    return new Oscore(contexts, listens, refused);
  }

  /// Makes the layers of a socket protect.
  @SuppressWarnings("deprecation") // the newer form only adds the matcher, which is given here
  public void protect(CoapEndpoint.Builder builder) {
    var matcher = new UdpEndpointContextMatcher(true);
    builder.setEndpointContextMatcher(matcher);
    builder.setCoapStackFactory((_, tag, configuration, outbox, _) -> {
      var seal = new SealingLayer(new Contexts(contexts), listens, disk, refused);
      return new OscoreStack(tag, configuration, matcher, outbox, seal);
    });
  }

  /// Whether somebody else has used our keys meanwhile, so that the device took our number for a
  /// repetition. The next question has a new one then.
  public boolean overtaken() {
    try {
      boolean any = false;
      for (Context one : contexts) {
        any |= one.overtaken();
      }
      return any;
    } catch (IOException _) {
      return false;
    }
  }

  /// Whether a response was protected.
  public static boolean isGenuine(Response response) {
    return response.getOptions().hasOscore();
  }

  /// Says to the device what it wants to hear again, to know that we speak now (RFC 9175).
  ///
  /// @param echo of its answer; empty for none
  public static void echo(Request request, byte[] echo) {
    if (echo.length > 0) {
      request.getOptions().addOption(StandardOptionRegistry.ECHO.create(echo));
    }
  }

  /// What the device wants to hear again; empty for nothing.
  public static byte[] echo(Response response) {
    for (Option one : response.getOptions().asSortedList()) {
      if (one.getNumber() == StandardOptionRegistry.ECHO.getNumber()) {
        return one.getValue();
      }
    }
    return new byte[0];
  }

  @Override
  public void close() {
    disk.shutdown();
  }
}
