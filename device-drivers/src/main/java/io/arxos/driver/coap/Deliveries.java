package io.arxos.driver.coap;

import io.arxos.driver.coap.content.Formats;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;

/// Answers requests. Repetitions of a message never come here: Californium answers them as it
/// answered the first, or not yet.
final class Deliveries implements MessageDeliverer {
  private static final int PENDING_MAX = 256;

  /// After which a device is told that its message has arrived and its answer will come.
  private static final long ACCEPT_MILLIS = 800;

  private static final long AGAIN_SECONDS = 15;

  private final String links;
  private final Function<Push, CompletableFuture<Outcome>> hear;
  private final Registrations registrations;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicInteger pending = new AtomicInteger();

  /// What a device says.
  ///
  /// @param path without the leading slash
  /// @param from the device's address, without its port
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Push(String path, int format, byte[] payload, String from) {}

  /// What became of it.
  enum Outcome {
    KEPT,
    /// Kept as a fault: the payload says nothing.
    SENSELESS,
    UNKNOWN,
    REFUSED
  }

  Deliveries(
      Collection<String> paths,
      Function<Push, CompletableFuture<Outcome>> hear,
      Registrations registrations,
      ScheduledThreadPoolExecutor thread) {
    this.registrations = registrations;
    this.links =
        paths.stream().sorted().map(path -> "</" + path + ">").collect(Collectors.joining(","));
    this.hear = hear;
    this.thread = thread;
  }

  @Override
  public void deliverRequest(Exchange exchange) {
    try {
      Request request = exchange.getRequest();
      String path = request.getOptions().getUriPathString();
      if (path.equals(Registrations.PATH) || path.startsWith(Registrations.PATH + "/")) {
        answer(exchange, registrations.answer(request));
        return;
      }
      switch (request.getCode()) {
        case POST, PUT -> push(exchange, path);
        case GET -> get(exchange, path);
        default -> answer(exchange, new Response(ResponseCode.METHOD_NOT_ALLOWED));
      }
    } catch (RuntimeException _) { // Californium's parser, on input nobody expected
      answer(exchange, new Response(ResponseCode.BAD_REQUEST));
    }
  }

  @Override
  public void deliverResponse(Exchange exchange, Response response) {
    exchange.getRequest().setResponse(response);
  }

  private void get(Exchange exchange, String path) {
    boolean core = path.equals(".well-known/core");
    var response = new Response(core ? ResponseCode.CONTENT : ResponseCode.METHOD_NOT_ALLOWED);
    if (core) {
      response.getOptions().setContentFormat(Formats.LINKS);
      response.setPayload(links);
    }
    answer(exchange, response);
  }

  private void push(Exchange exchange, String path) {
    if (pending.incrementAndGet() > PENDING_MAX) {
      pending.decrementAndGet();
      answer(exchange, refused());
      return;
    }
    Request request = exchange.getRequest();
    byte[] payload = request.getPayload() == null ? new byte[0] : request.getPayload();
    String from = exchange.getRemoteSocketAddress().getAddress().getHostAddress();
    CompletableFuture<Outcome> outcome =
        hear.apply(new Push(path, request.getOptions().getContentFormat(), payload, from));
    if (!outcome.isDone()) {
      thread.schedule(() -> accept(exchange, outcome), ACCEPT_MILLIS, TimeUnit.MILLISECONDS);
    }
    outcome.whenComplete((kept, failure) -> {
      pending.decrementAndGet();
      answer(exchange, failure == null ? response(kept) : refused());
    });
  }

  private static void accept(Exchange exchange, CompletableFuture<Outcome> outcome) {
    if (!outcome.isDone()) {
      exchange.sendAccept();
    }
  }

  private static Response response(Outcome outcome) {
    return switch (outcome) {
      case KEPT -> new Response(ResponseCode.CHANGED);
      case SENSELESS -> new Response(ResponseCode.BAD_REQUEST);
      case UNKNOWN -> new Response(ResponseCode.NOT_FOUND);
      case REFUSED -> refused();
    };
  }

  /// RFC 7252, 5.9.3.4: the device may come again after Max-Age.
  private static Response refused() {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(AGAIN_SECONDS);
    return response;
  }

  private static void answer(Exchange exchange, Response response) {
    exchange.execute(() -> exchange.sendResponse(response));
  }
}
