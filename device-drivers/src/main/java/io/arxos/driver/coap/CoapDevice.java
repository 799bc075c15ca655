package io.arxos.driver.coap;

import io.arxos.driver.DeviceGate;
import io.arxos.driver.DriverException;
import io.arxos.driver.Value;
import io.arxos.driver.coap.oscore.Oscore;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;

/// One device, by a socket of our own. Any thread; one question at a time (NSTART is 1).
final class CoapDevice implements AutoCloseable {
  private static final int KEPT_MAX = 256;
  private static final int KEPT_BYTES_MAX = 4 * 1024;

  private final URI base;
  private final Duration timeout;
  private final DeviceGate gate;
  private final Sockets sockets;
  private final ScheduledThreadPoolExecutor thread;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<Target, Kept> kept = new ConcurrentHashMap<>();

  private final LineStats stats;
  private final DeviceStats counted;

  // from start on
  private volatile @Nullable CoapEndpoint endpoint;
  private volatile @Nullable CoapClient client;

  /// The last answer that had a tag: what the device means when it says "still valid".
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] tag, byte[] payload, int format) {}

  CoapDevice(String name, URI base, Duration timeout, Security security, DeviceGate gate) {
    this.base = base;
    this.timeout = timeout;
    this.gate = gate;
    this.sockets = new Sockets(security, _ -> {}); // told to each question
    this.thread = Sockets.thread("coap-" + name);
    this.stats = new LineStats(base.toString(), Medium.LINK);
    this.counted = stats.device(base.toString());
  }

  boolean isRunning() {
    return endpoint != null;
  }

  void start() throws IOException, DriverException {
    CoapEndpoint own = sockets.open(Sockets.local(base), false);
    own.setExecutors(thread, thread);
    own.start();
    endpoint = own;
    client = new CoapClient(base).setEndpoint(own).setExecutors(thread, thread, true);
  }

  /// For people, such as `coap://10.0.0.7:5683`.
  String address() {
    return base.toString();
  }

  /// What was asked and answered.
  LineReport report() {
    return stats.report();
  }

  Answer get(Target target) throws InterruptedException {
    Supplier<Request> question =
        () -> {
          Request request = target.get();
          Kept last = kept.get(target);
          if (last != null) {
            request.getOptions().addETag(last.tag());
          }
          return request;
        };
    return ask(question, target.path(), response -> remembered(target, response));
  }

  Answer send(Sending sending, Value value) throws InterruptedException {
    Supplier<Request> question =
        () -> {
          Request request =
              switch (sending.method()) {
                case PUT -> Request.newPut();
                case POST -> Request.newPost();
              };
          request.setPayload(sending.payload(value));
          request.getOptions().setContentFormat(sending.formatOrText());
          return request;
        };
    return ask(question, sending.path(), Answers::of);
  }

  /// Registers for a resource. The answers come on the device's thread: the first one, each
  /// notification, and last a silence or a refusal when no more will come.
  ///
  /// @return ends it, without a word to the device, which notices by itself
  Runnable observe(Target target, Consumer<Answer> answers) {
    CoapClient own = client;
    if (own == null) {
      answers.accept(Answer.Silence.PLAIN);
      return () -> {};
    }
    var relation = new AtomicReference<@Nullable CoapObserveRelation>();
    try {
      var genuine = new Genuine(Answers::of, sockets::overtaken);
      Consumer<Answer> first =
          answer -> {
            byte[] again = answer instanceof Answer.Refusal ? genuine.again() : null;
            if (again == null) {
              answers.accept(answer);
            } else {
              relation.set(observe(own, target, again, new Answers(answers, reader(genuine))));
            }
          };
      relation.compareAndSet(
          null, observe(own, target, new byte[0], new Answers(first, reader(genuine))));
    } catch (RuntimeException _) { // an unknown host, a socket that is closed
      answers.accept(Answer.Silence.PLAIN);
    }
    return () -> {
      CoapObserveRelation last = relation.get();
      if (last != null) {
        last.reactiveCancel();
      }
    };
  }

  private CoapObserveRelation observe(CoapClient own, Target target, byte[] echo, Answers answers) {
    Request request = target.get();
    request.setURI(uri(target.path())).setObserve();
    Oscore.echo(request, echo);
    return own.observe(request, answers);
  }

  private Answers.Reader reader(Genuine genuine) {
    return sockets.seals() ? genuine : Answers::of;
  }

  @Override
  public void close() {
    CoapEndpoint own = endpoint;
    if (own != null) {
      own.destroy();
    }
    sockets.close();
    thread.shutdownNow();
  }

  private Answer ask(Supplier<Request> question, String path, Answers.Reader reader)
      throws InterruptedException {
    CoapClient own = client;
    if (own == null || !turn.tryLock(2 * timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      return Answer.Silence.PLAIN;
    }
    try {
      if (!gate.open()) {
        return Answer.Silence.PLAIN;
      }
      var genuine = new Genuine(reader, sockets::overtaken);
      Answers.Reader trusting = sockets.seals() ? genuine : reader;
      Answer answer = asked(own, question.get(), path, trusting);
      byte[] again = answer instanceof Answer.Refusal ? genuine.again() : null;
      if (again == null) {
        return answer;
      }
      Request second = question.get();
      Oscore.echo(second, again);
      return asked(own, second, path, trusting);
    } finally {
      turn.unlock();
    }
  }

  private Answer asked(CoapClient own, Request request, String path, Answers.Reader reader)
      throws InterruptedException {
    var answer = new CompletableFuture<Answer>();
    Answer given = Answer.Silence.PLAIN;
    counted.asked();
    long begun = System.nanoTime();
    var mishaps = new Mishaps(answer::complete, counted);
    try {
      request.setURI(uri(path));
      request.addMessageObserver(mishaps);
      own.advanced(new Answers(answer::complete, reader), request);
      given = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      request.cancel();
      given = mishaps.instead(given);
    } catch (ExecutionException | RuntimeException _) {
      // an unknown host, a socket that is closed: silence, too
    }
    judge(given, System.nanoTime() - begun);
    return given;
  }

  private void judge(Answer answer, long nanos) {
    switch (answer) {
      case Answer.Silence silence -> {
        counted.failed(Trouble.SILENCE, nanos);
        if (silence.equals(Answer.Silence.LATE)) {
          gate.answered(); // it is there, and other resources may be quicker
        } else {
          gate.silent();
          sockets.distrust();
        }
      }
      case Answer.Content _ -> {
        counted.answered(nanos);
        gate.answered();
      }
      case Answer.Refusal _ -> {
        counted.answered(nanos);
        counted.troubled(Trouble.REFUSAL);
        gate.answered();
      }
    }
  }

  /// RFC 7252, 5.10.6: the device says 2.03 instead of what we have.
  private Answer remembered(Target target, Response response) {
    Kept last = kept.get(target);
    if (response.getCode() == ResponseCode.VALID) {
      return last == null
          ? new Answer.Refusal("2.03 valid, though nothing was known")
          : new Answer.Content(
              last.payload(), last.format(), response.getOptions().getMaxAge(), false);
    }
    Answer answer = Answers.of(response);
    boolean tagged = response.getOptions().getETagCount() == 1;
    if (answer instanceof Answer.Content(byte[] payload, int format, _, _)
        && tagged
        && payload.length <= KEPT_BYTES_MAX
        && (last != null || kept.size() < KEPT_MAX)) {
      kept.put(target, new Kept(response.getOptions().getETags().getFirst(), payload, format));
    } else {
      kept.remove(target);
    }
    return answer;
  }

  /// Of a path that is written as people do: blanks and umlauts are encoded.
  private String uri(String path) {
    try {
      return base.resolve(new URI(null, null, "/" + path, null)).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
