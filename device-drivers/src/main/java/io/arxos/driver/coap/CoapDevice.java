package io.arxos.driver.coap;

import io.arxos.driver.DeviceGate;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/// One device, by a socket of our own. Any thread.
final class CoapDevice implements AutoCloseable {
  private final URI base;
  private final Duration timeout;
  private final DeviceGate gate;
  private final ScheduledThreadPoolExecutor thread;
  private final CoapEndpoint endpoint;
  private final CoapClient client;
  private final LineStats stats;
  private final DeviceStats counted;

  CoapDevice(String name, URI base, Duration timeout, DeviceGate gate) {
    this.base = base;
    this.timeout = timeout;
    this.gate = gate;
    this.stats = new LineStats(base.toString(), Medium.LINK);
    this.counted = stats.device(base.toString());
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name("coap-" + name).unstarted(work));
    this.thread.setRemoveOnCancelPolicy(true);
    this.endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration())
            .setInetSocketAddress(local(base))
            .build();
    this.endpoint.setExecutors(thread, thread);
    this.client = new CoapClient(base).setEndpoint(endpoint).setExecutors(thread, thread, true);
  }

  void start() throws IOException {
    endpoint.start();
  }

  Answer get(String path) throws InterruptedException {
    return ask(Request.newGet(), path);
  }

  Answer put(String path, byte[] text) throws InterruptedException {
    Request request = Request.newPut();
    request.setPayload(text);
    request.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
    return ask(request, path);
  }

  /// Registers for a resource. The answers come on the device's thread: the first one, each
  /// notification, and last a silence or a refusal when no more will come.
  ///
  /// @return ends it, without a word to the device, which notices by itself
  Runnable observe(String path, Consumer<Answer> answers) {
    try {
      Request request = Request.newGet();
      request.setURI(uri(path)).setObserve();
      CoapObserveRelation relation = client.observe(request, new Answers(answers));
      return relation::reactiveCancel;
    } catch (RuntimeException _) { // an unknown host, a socket that is closed
      answers.accept(new Answer.Silence());
      return () -> {};
    }
  }

  /// What was asked and answered.
  LineReport report() {
    return stats.report();
  }

  @Override
  public void close() {
    endpoint.destroy();
    thread.shutdownNow();
  }

  private Answer ask(Request request, String path) throws InterruptedException {
    if (!gate.open()) {
      return new Answer.Silence();
    }
    var answer = new CompletableFuture<Answer>();
    counted.asked();
    long begun = System.nanoTime();
    try {
      request.setURI(uri(path));
      request.addMessageObserver(new Repetitions(counted));
      client.advanced(new Answers(answer::complete), request);
      Answer given = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      judge(given);
      count(given, System.nanoTime() - begun);
      return given;
    } catch (TimeoutException _) {
      request.cancel();
    } catch (ExecutionException | RuntimeException _) {
      // an unknown host, a socket that is closed: silence, too
    }
    gate.silent();
    counted.failed(Trouble.SILENCE, System.nanoTime() - begun);
    return new Answer.Silence();
  }

  private void count(Answer answer, long nanos) {
    switch (answer) {
      case Answer.Silence _ -> counted.failed(Trouble.SILENCE, nanos);
      case Answer.Content _ -> counted.answered(nanos);
      case Answer.Refusal _ -> {
        counted.answered(nanos);
        counted.troubled(Trouble.REFUSAL);
      }
    }
  }

  private void judge(Answer answer) {
    switch (answer) {
      case Answer.Silence _ -> gate.silent();
      case Answer.Content _, Answer.Refusal _ -> gate.answered();
    }
  }

  private URI uri(String path) {
    return base.resolve("/" + path);
  }

  private static InetSocketAddress local(URI base) {
    String host = String.valueOf(base.getHost());
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return loopback
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
        : new InetSocketAddress(0);
  }

  private static Configuration configuration() {
    return new Configuration(
            CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS)
        // Four times the waiting of RFC 7252 is for lossy radio; on a building's network a device
        // that has not answered in seven seconds is silent.
        .set(CoapConfig.ACK_TIMEOUT, 1, TimeUnit.SECONDS)
        .set(CoapConfig.MAX_RETRANSMIT, 2)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 64 * 1024)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
  }

  private static final class Repetitions extends MessageObserverAdapter {
    private final DeviceStats counted;

    Repetitions(DeviceStats counted) {
      this.counted = counted;
    }

    @Override
    public void onRetransmission() {
      counted.retried();
    }
  }

  private record Answers(Consumer<Answer> to) implements CoapHandler {
    @Override
    public void onLoad(CoapResponse response) {
      to.accept(answer(response));
    }

    @Override
    public void onError() {
      to.accept(new Answer.Silence());
    }

    private static Answer answer(CoapResponse response) {
      try {
        if (!response.isSuccess()) {
          var code = response.getCode();
          return new Answer.Refusal(
              code + " " + code.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        byte[] payload = response.getPayload();
        return new Answer.Content(
            payload == null ? new byte[0] : payload,
            response.getOptions().getMaxAge(),
            response.getOptions().hasObserve());
      } catch (RuntimeException _) { // Californium's parser, on input nobody expected
        return new Answer.Refusal("answer that cannot be read");
      }
    }
  }

  /// The paths a device says it has (RFC 6690), without the leading slash.
  Set<String> paths() throws InterruptedException {
    return get(".well-known/core") instanceof Answer.Content(byte[] links, _, _)
        ? Links.paths(links)
        : Set.of();
  }
}
