package io.arxos.simulation;

import io.arxos.cloud.access.Peer;
import io.arxos.cloud.access.PeerGate;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The network, below gRPC's own classes: messages are bytes, in order within one stream, and a
/// stream that ends loses what was still under way, in either direction, each side hearing of it in
/// its own time.
final class SimNet {
  private static final int BUFFERED_MAX = 8;

  /// Who answers a new stream; null when nobody listens.
  interface Servers {
    @Nullable ServerMethodDefinition<?, ?> pick(String method);
  }

  private sealed interface Event {
    record Bytes(byte[] bytes) implements Event {}

    record End(Status status) implements Event {}
  }

  private final List<Call<?, ?>> calls = new ArrayList<>();
  private final Servers servers;
  private final TapWire tap;
  private boolean down;

  SimNet(Servers servers, TapWire tap) {
    this.servers = servers;
    this.tap = tap;
  }

  /// Streams that either side still believes in.
  List<Call<?, ?>> calls() {
    calls.removeIf(Call::isOver);
    return List.copyOf(calls);
  }

  void down(boolean isDown) {
    down = isDown;
  }

  ManagedChannel channel(SimGateway of) {
    return new Channel(of);
  }

  private final class Channel extends ManagedChannel {
    private final SimGateway of;
    private boolean shut;

    Channel(SimGateway of) {
      this.of = of;
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      var call = new Call<>(of, method);
      calls.add(call);
      return call.client;
    }

    @Override
    public String authority() {
      return "simulated";
    }

    @Override
    public ManagedChannel shutdown() {
      shut = true;
      return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
      return shutdown();
    }

    @Override
    public boolean isShutdown() {
      return shut;
    }

    @Override
    public boolean isTerminated() {
      return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shut;
    }
  }

  /// One stream.
  final class Call<Q, A> {
    final SimGateway of;
    final TapWire.Stream watched;
    private final MethodDescriptor<Q, A> method;
    private final Deque<Event> up = new ArrayDeque<>();
    private final Deque<Event> downwards = new ArrayDeque<>();
    private final Client client = new Client();
    private @Nullable Object server;
    private ClientCall.@Nullable Listener<A> clientHears;
    private ServerCall.@Nullable Listener<Q> serverHears;
    private boolean clientOver;
    private boolean serverOver;

    Call(SimGateway of, MethodDescriptor<Q, A> method) {
      this.of = of;
      this.method = method;
      this.watched = tap.stream(of);
    }

    boolean isOver() {
      return clientOver && (serverOver || serverHears == null);
    }

    boolean hasUp() {
      return !up.isEmpty();
    }

    boolean hasDown() {
      return !downwards.isEmpty();
    }

    /// Whether this stream ends in that server.
    boolean isAt(Object other) {
      return server == other;
    }

    /// Something arrives at the cloud.
    void deliverUp() {
      var event = up.pollFirst();
      var hears = serverHears;
      if (hears == null || serverOver || event == null) {
        return;
      }
      switch (event) {
        case Event.Bytes(byte[] bytes) -> {
          try {
            hears.onMessage(method.parseRequest(new ByteArrayInputStream(bytes)));
          } catch (StatusRuntimeException e) {
            cut(0, 0);
          }
        }
        case Event.End(Status status) -> {
          serverOver = true;
          if (status.isOk()) {
            hears.onComplete();
          } else {
            hears.onCancel();
          }
        }
      }
    }

    /// Something arrives at the gateway.
    void deliverDown() {
      var event = downwards.pollFirst();
      var hears = clientHears;
      if (hears == null || clientOver || event == null) {
        return;
      }
      switch (event) {
        case Event.Bytes(byte[] bytes) -> {
          watched.answered(bytes);
          hears.onMessage(method.parseResponse(new ByteArrayInputStream(bytes)));
        }
        case Event.End(Status status) -> {
          clientOver = true;
          hears.onClose(status, new Metadata());
        }
      }
    }

    /// The stream breaks; each side still gets so much of what was under way.
    void cut(int stillUp, int stillDown) {
      shorten(up, stillUp);
      shorten(downwards, stillDown);
    }

    private static void shorten(Deque<Event> events, int left) {
      while (events.size() > left) {
        events.removeLast();
      }
      events.addLast(new Event.End(Status.UNAVAILABLE.withDescription("simulated: cut")));
    }

    /// A bit of the payload of a block under way is turned.
    boolean turnBit(Chance chance) {
      var turned = new ArrayDeque<Event>();
      boolean done = false;
      for (var event : up) {
        byte[] other =
            !done && event instanceof Event.Bytes(byte[] bytes)
                ? TapWire.turnBit(bytes, chance)
                : null;
        turned.add(other == null ? event : new Event.Bytes(other));
        done |= other != null;
      }
      up.clear();
      up.addAll(turned);
      return done;
    }

    /// The process of the gateway is gone: nobody hears any more.
    void clientDied(int stillUp) {
      clientOver = true;
      shorten(up, stillUp);
    }

    void serverDied(int stillDown) {
      serverOver = true;
      shorten(downwards, stillDown);
    }

    private final class Client extends ClientCall<Q, A> {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        clientHears = listener;
        var picked = down ? null : servers.pick(method.getFullMethodName());
        if (picked == null) {
          serverOver = true;
          downwards.add(new Event.End(Status.UNAVAILABLE.withDescription("simulated: refused")));
          return;
        }
        server = picked;
        begin(picked, headers);
      }

      @SuppressWarnings("unchecked")
      private void begin(ServerMethodDefinition<?, ?> picked, Metadata headers) {
        var definition = (ServerMethodDefinition<Q, A>) picked;
        Context.current()
            .withValue(PeerGate.PEER, new Peer.Gateway(of.id()))
            .run(() ->
                serverHears = definition.getServerCallHandler().startCall(new Server(), headers));
      }

      @Override
      public void request(int messages) {}

      @Override
      public void cancel(@Nullable String message, @Nullable Throwable cause) {
        if (!clientOver) {
          clientOver = true;
          up.add(new Event.End(Status.CANCELLED));
        }
      }

      @Override
      public void halfClose() {
        up.add(new Event.End(Status.OK));
      }

      @Override
      public void sendMessage(Q message) {
        byte[] bytes = bytes(method.streamRequest(message));
        watched.sent(bytes);
        if (!clientOver) {
          up.add(new Event.Bytes(bytes));
        }
      }

      @Override
      public boolean isReady() {
        return !clientOver && up.size() < BUFFERED_MAX;
      }
    }

    private final class Server extends ServerCall<Q, A> {
      @Override
      public void request(int messages) {}

      @Override
      public void sendHeaders(Metadata headers) {}

      @Override
      public void sendMessage(A message) {
        byte[] bytes = bytes(method.streamResponse(message));
        if (watched.answers(bytes) && !serverOver) {
          downwards.add(new Event.Bytes(bytes));
        }
      }

      @Override
      public void close(Status status, Metadata trailers) {
        watched.ended(status);
        downwards.add(new Event.End(status));
        up.clear();
        up.add(new Event.End(Status.OK));
      }

      @Override
      public boolean isCancelled() {
        return serverOver;
      }

      @Override
      public MethodDescriptor<Q, A> getMethodDescriptor() {
        return method;
      }

      @Override
      public Attributes getAttributes() {
        return Attributes.EMPTY;
      }
    }
  }

  private static byte[] bytes(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
